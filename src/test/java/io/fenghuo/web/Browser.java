package io.fenghuo.web;

import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A real Chromium without a window. */
final class Browser implements AutoCloseable {
    private static final List<Path> CHROMIUM = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final List<Path> DRIVER =
            List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));
    private final ChromeDriverService service;
    final RemoteWebDriver driver;

    /** Whether this machine has one; says so loudly when it has not. */
    static boolean available() {
        boolean there = first(CHROMIUM) != null && first(DRIVER) != null;
        if (!there) {
            System.err.println(
                    "*** SKIPPED: no chromium and chromedriver on this machine; the console was NOT tested in a browser ***");
        }
        return there;
    }

    Browser(int width, int height) {
        this(width, height, false);
    }

    /** One whose reader likes it dark, or not. */
    Browser(int width, int height, boolean dark) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(String.valueOf(first(CHROMIUM)));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--window-size=" + width + "," + height);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        if (width < 500) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of(
                            "deviceMetrics",
                            Map.of("width", width, "height", height, "pixelRatio", 2.0, "touch", true)));
        }
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(first(DRIVER).toFile())
                .withTimeout(Patience.USUAL)
                .build();
        driver = start(service, options);
    }

    /** Not a ChromeDriver: that one asks Selenium Manager for a browser, which the build leaves out. */
    private static RemoteWebDriver start(ChromeDriverService service, ChromeOptions options) {
        try {
            service.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RemoteWebDriver(service.getUrl(), options, false);
    }

    private static Path first(List<Path> paths) {
        return paths.stream().filter(Files::isExecutable).findFirst().orElse(null);
    }

    Object js(String script) {
        return driver.executeScript(script);
    }

    /** The text of the first element there, asked in one step: between finding and reading, the live part may be replaced. */
    String text(String selector) {
        Object text = driver.executeScript(
                "const e = document.querySelector(arguments[0]); return e ? e.innerText.trim() : ''", selector);
        return String.valueOf(text);
    }

    /** Presses what is there, again should the live part be replaced under the finger. */
    void press(String selector) {
        await().ignoreException(StaleElementReferenceException.class).until(() -> {
            driver.findElement(By.cssSelector(selector)).click();
            return true;
        });
    }

    /** What the console of the browser complained of since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Saves a picture of the whole page when the system property {@code fenghuo.shots} names a folder. */
    void shot(String name) {
        String folder = System.getProperty("fenghuo.shots");
        if (folder == null) {
            return;
        }
        long height = ((Number) js("return Math.max(document.documentElement.scrollHeight, 500)")).longValue();
        Dimension before = driver.manage().window().getSize();
        boolean phone = before.getWidth() < 600;
        if (!phone) {
            driver.manage().window().setSize(new Dimension(before.getWidth(), (int) Math.min(4000, height + 140)));
        }
        try {
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!phone) {
            driver.manage().window().setSize(before);
        }
    }

    @Override
    public void close() {
        driver.quit();
        service.stop();
    }
}
