package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium without a past. Where there is none, the test that wants one is skipped and says so. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Patience.LIMIT;

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    static Browser open() throws IOException {
        return open(false);
    }

    /** One that takes certificates nobody vouches for. */
    static Browser openTrustingAll() throws IOException {
        return open(true);
    }

    private static Browser open(boolean trustsAll) throws IOException {
        Optional<Path> chromium = onPath("chromium");
        Optional<Path> chromeDriver = onPath("chromedriver");
        assumeThat(chromium)
                .as("chromium on the PATH, without which no page is tried in a browser")
                .isPresent();
        assumeThat(chromeDriver)
                .as("chromedriver on the PATH, without which no page is tried in a browser")
                .isPresent();

        Path profile = Files.createTempDirectory("browser-");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver.get().toFile())
                .usingAnyFreePort()
                .build();
        ChromeOptions options = options(chromium.get(), profile);
        options.setAcceptInsecureCerts(trustsAll);
        return new Browser(profile, new ChromeDriver(service, options));
    }

    private static ChromeOptions options(Path chromium, Path profile) {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", logging);
        options.setPageLoadTimeout(PATIENCE);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // which a user with all rights, as in a container, has to go without
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        return options;
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The driver, for what is not said here. */
    ChromeDriver driver() {
        return driver;
    }

    /** Loads a page with all that it needs. */
    void load(URI uri) {
        driver.get(uri.toString());
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Takes back what another test has left: the size of the window, and the complaints about its pages. */
    void startAnew() {
        resize(1280, 900);
        complaints();
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text() {
        return element("body").getText();
    }

    /** The path of the page, as the address bar shows it. */
    String path() {
        return URI.create(driver.getCurrentUrl()).getRawPath();
    }

    /** The sources of those pictures of the page that were not loaded, or were found to be broken. */
    @SuppressWarnings("unchecked")
    List<String> brokenPictures() {
        return (List<String>) driver.executeScript(
                "return [...document.images].filter(i => !i.complete || i.naturalWidth === 0).map(i => i.src)");
    }

    /** How far the page reaches beyond the window to the right, in pixels. */
    long overflow() {
        return (Long) driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth");
    }

    /** Whatever the browser had to complain about, since it was asked for the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Ends the browser, too, when it does not answer any more. */
    @Override
    public void close() throws IOException {
        try {
            driver.quit();
        } finally {
            assertThat(profile).isDirectory();
            MoreFiles.deleteRecursively(profile, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
