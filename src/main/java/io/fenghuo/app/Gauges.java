package io.fenghuo.app;

import io.fenghuo.verticle.watching.AuditVerticle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the auditor found, as figures. */
final class Gauges {
    private Gauges() {}

    static void of(MeterRegistry registry, AuditVerticle auditor) {
        Gauge.builder("fenghuo.audit.content", auditor, one -> one.content() ? 1 : 0)
                .description("1 = the auditor has looked lately and is content")
                .register(registry);
        Gauge.builder("fenghuo.audit.findings", auditor, one -> one.state().findings())
                .description("faults of open incidents at the last look")
                .register(registry);
        Gauge.builder("fenghuo.audit.unreachable", auditor, one -> one.state().unreachable())
                .description("roles and people nobody can reach")
                .register(registry);
        Gauge.builder("fenghuo.audit.stuck", auditor, one -> one.state().tally().stuck())
                .description("deliveries that wait for no reason")
                .register(registry);
    }
}
