package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** What a visitor sees, by a real browser. */
@Timeout(300)
class BrowserIT {
    @AutoClose
    private static Browser browser;

    @AutoClose
    private static DemoProcess demo;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
        demo = DemoProcess.start("--port=0", "--listing");
    }

    @BeforeEach
    void startAnew() {
        browser.startAnew();
    }

    @Test
    void theBundledSiteIsShownWithAllThatBelongsToIt() {
        browser.load(at("/"));

        assertThat(browser.driver().getTitle()).isEqualTo("Dunlin");
        assertThat(browser.elements("img")).hasSizeGreaterThan(3);
        assertThat(browser.brokenPictures()).isEmpty();
        assertThat(browser.element("body").getCssValue("margin-top"))
                .as("the style sheet's")
                .isEqualTo("0px");
        awaitShown(".live");
        assertThat(browser.element(".live dl").getText()).contains("Dunlin").contains("200 OK");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/notes/", "/birds/waders/", "/about.txt"})
    void aPageFitsANarrowWindow(String path) {
        browser.resize(390, 800);

        browser.load(at(path));

        assertThat(browser.overflow()).isNotPositive();
    }

    @Test
    void aVisitorOpensAFileByItsNameAlone() {
        browser.load(at("/"));
        awaitShown(".names form");

        WebElement name = browser.element("#name");
        name.clear();
        name.sendKeys("calidris/alpina.txt");
        browser.element(".names button").click();

        await().until(() -> browser.path().equals("/calidris/alpina.txt"));
        assertThat(browser.text()).contains("three directories deep");
    }

    @Test
    void aVisitorIsAskedWhichOneOfSeveralFilesIsMeant() {
        browser.load(at("/about.txt"));
        assertThat(browser.elements("li a"))
                .extracting(WebElement::getText)
                .containsExactly("/birds/waders/about.txt", "/pictures/about.txt");

        browser.element("li a").click();

        await().until(() -> browser.path().equals("/birds/waders/about.txt"));
        assertThat(browser.text()).contains("where the water ends");
    }

    @Test
    void aNameBeyondAsciiLeadsToItsFile() {
        browser.load(at("/"));

        browser.element("a[lang=ru]").click();

        await().until(() -> browser.text().contains("Чернозобик"));
    }

    @Test
    void aListingLeadsDownAndUpAndIsSortedWithoutAScript() {
        browser.load(at("/birds/waders/"));
        assertThat(browser.text()).contains("about.txt", "calidris");
        assertThat(browser.complaints()).isEmpty();

        browser.element("th a[href*='sort=size']").click();

        await().until(() -> browser.driver().getCurrentUrl().contains("sort=size"));
        assertThat(browser.elements("th[aria-sort=ascending], th[aria-sort=descending]"))
                .hasSize(1);
        browser.element("a[href*='calidris/']").click();
        await().until(() -> browser.path().equals("/birds/waders/calidris/"));
        assertThat(browser.text()).contains("alpina.txt");
    }

    @Test
    void aPageOpenedByItsNameFindsItsPicturesByTheirs(@TempDir Path root) throws Exception {
        Path deep = Files.createDirectories(root.resolve("a/b/page files"));
        Files.writeString(deep.getParent().resolve("page.html"), """
                <!doctype html><meta charset="utf-8"><title>Found</title><link rel="icon" href="data:,">
                <img src="page%20files/red.svg" alt=""><img src="./page%20files/чёрный.svg" alt="">
                """);
        for (String picture : List.of("red.svg", "чёрный.svg")) {
            Files.writeString(deep.resolve(picture), "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        }
        try (DemoProcess files = DemoProcess.start("--port=0", "--root=" + root)) {
            browser.load(files.uri().resolve("/page.html"));

            assertThat(browser.driver().getTitle()).isEqualTo("Found");
            assertThat(browser.elements("img")).hasSize(2);
            assertThat(browser.brokenPictures()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static URI at(String path) {
        return demo.uri().resolve(path);
    }

    private static void awaitShown(String selector) {
        await().until(() -> browser.element(selector).isDisplayed());
    }
}
