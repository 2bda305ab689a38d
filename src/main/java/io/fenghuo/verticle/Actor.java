package io.fenghuo.verticle;

/** Who asks, and from where: console, api, cli. */
public record Actor(String by, String via) {}
