package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import minqing.bureau.access.StaticFiles;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** How long a browser keeps what: a release is there with its first page, and nobody fetches twice what stays the same. */
class StaticFilesTest extends WebTest {

    private static final Pattern HASHED = Pattern.compile("/.*-[0-9a-f]{32}\\.(css|js|svg|png)");

    private static final Pattern NAMED = Pattern.compile("@\\{(/[a-z][\\w./-]*\\.(?:css|js|svg|png|ico|webmanifest))}");

    /** Addresses that have to stay. */
    private static final Set<String> SINGLE = Set.of("/outing-worker.js", "/minqing.webmanifest");

    private static final String FOR_EVER = "max-age=31536000, public, immutable";

    @Autowired
    private ResourceUrlProvider addresses;

    /** A pattern that fits any address would have each link of each page looked up in all libraries. */
    @Test
    void onlyFoldersOfFilesAreSearchedForFiles() {
        assertThat(addresses.getHandlerMap().keySet())
                .contains("/css/**", "/webjars/**", "/outing-worker.js")
                .doesNotContain("/**");
    }

    @Test
    void everyFileIsAskedAgainUnderItsNameAndKeptForAYearUnderItsHash() throws Exception {
        Set<String> files = new TreeSet<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:/static/**")) {
            String address = file.getURI().toString();
            if (file.isReadable() && !address.endsWith("/")) {
                files.add(address.substring(address.lastIndexOf("/static/") + "/static".length()));
            }
        }
        assertThat(files).contains("/css/app.css", "/form/form.js", "/js/outbox.js", "/outing-worker.js");
        for (String file : files) {
            assertAskedAgain(Caller.nobody(port), file);
            if (file.lastIndexOf('/') > 0) {
                assertKept(hashed(file));
            }
        }
    }

    @Test
    void everyFileThatATemplateNamesHasAnAddressWithItsHash() throws Exception {
        Set<String> named = new TreeSet<>();
        for (Resource template :
                new PathMatchingResourcePatternResolver().getResources("classpath*:/templates/**/*.html")) {
            Matcher matcher = NAMED.matcher(template.getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
            while (matcher.find()) {
                named.add(matcher.group(1));
            }
        }
        assertThat(named)
                .contains("/webjars/bootstrap/css/bootstrap.min.css", "/webjars/echarts/dist/echarts.min.js")
                .contains("/webjars/htmx.org/dist/htmx.min.js", "/form/form.js");
        for (String file : named) {
            if (SINGLE.contains(file)) {
                assertAskedAgain(Caller.nobody(port), file);
            } else {
                assertKept(hashed(file));
            }
        }
    }

    @Test
    void aPageNamesItsFilesByTheirHashesWhateverItSays() throws Exception {
        for (String page :
                List.of("/", "/outings/new", "/start/problem-handling", "/summaries", "/problems", "/nowhere")) {
            assertFilesKept(page, as("wuzhidong").get(page, "Accept", "text/html"));
        }
        HttpResponse<String> denied = as("jiancha").get("/audit", "Accept", "text/html");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertFilesKept("/audit", denied);
        HttpResponse<String> forged = as("wuzhidong")
                .withoutToken()
                .post(
                        "/outings/new",
                        "date=2026-01-01",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Accept",
                        "text/html");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertFilesKept("/outings/new", forged);
        assertFilesKept("/login", Caller.nobody(port).get("/login", "Accept", "text/html"));
    }

    @Test
    void theApplicationIsPutOnTheHomeScreenWithIconsOfItsOwn() throws Exception {
        for (HttpResponse<String> page : List.of(
                Caller.nobody(port).get("/login", "Accept", "text/html"),
                as("wuzhidong").get("/done", "Accept", "text/html"))) {
            assertThat(Jsoup.parse(page.body()).select("link[rel=manifest]").attr("href"))
                    .isEqualTo("/minqing.webmanifest");
        }
        HttpResponse<String> manifest = Caller.nobody(port).get("/minqing.webmanifest");
        assertThat(manifest.headers().firstValue("Content-Type")).hasValue("application/manifest+json");
        JsonNode read = new ObjectMapper().readTree(manifest.body());
        assertThat(read.get("short_name").asText()).isEqualTo("民情");
        assertThat(read.get("display").asText()).isEqualTo("standalone");
        URI here = URI.create("/minqing.webmanifest");
        assertThat(here.resolve(read.get("start_url").asText())).hasToString("/");
        assertThat(here.resolve(read.get("scope").asText())).hasToString("/");
        Set<String> icons = new TreeSet<>();
        for (JsonNode icon : read.get("icons")) {
            HttpResponse<byte[]> file = Caller.nobody(port)
                    .fetch(here.resolve(icon.get("src").asText()).toString());
            assertThat(file.statusCode()).isEqualTo(200);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file.body()));
            assertThat(icon.get("sizes").asText()).isEqualTo(picture.getWidth() + "x" + picture.getHeight());
            icons.add(icon.get("sizes").asText() + " " + icon.get("purpose").asText());
        }
        assertThat(icons).containsExactlyInAnyOrder("192x192 any", "512x512 any", "512x512 maskable");
    }

    @Test
    void aFileOfAnotherReleaseIsNotThereAndThatIsNotKept() throws Exception {
        String gone = hashed("/js/outbox.js").replaceFirst("-[0-9a-f]{32}", "-" + "0".repeat(32));
        HttpResponse<String> answer = Caller.nobody(port).get(gone);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void filesStayCompressedOnTheWay() throws Exception {
        for (String file : List.of(hashed("/css/app.css"), "/css/app.css")) {
            assertThat(Caller.nobody(port)
                            .get(file, "Accept-Encoding", "gzip")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .as(file)
                    .hasValue("gzip");
        }
    }

    @Test
    void whatCamundasPagesAreMadeOfIsAskedAgainAndWhatTheyAskIsNotKept() throws Exception {
        Caller admin = as("admin");
        for (String page : List.of(
                "/camunda/app/tasklist/default/", "/camunda/app/cockpit/default/", "/camunda/app/admin/default/")) {
            HttpResponse<String> answer = admin.get(page, "Accept", "text/html");
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.headers().allValues("Cache-Control")).as(page).containsExactly("no-cache");
            List<String> files = files(page, answer.body());
            assertThat(files).as("what %s is made of", page).hasSizeGreaterThan(2);
            for (String file : files) {
                assertAskedAgain(admin, file);
            }
            assertAskedAgain(admin, page.replace("default/", "locales/zh-CN.json"));
        }
        assertNotKept(admin, "/camunda/api/engine/engine/default/task");
        HttpResponse<String> described = admin.get("/swagger-ui/index.html", "Accept", "text/html");
        for (String file : files("/swagger-ui/index.html", described.body())) {
            assertAskedAgain(admin, file);
        }
    }

    @Test
    void whatTellsOfPeopleIsNotKept() throws Exception {
        for (String page : List.of(
                "/", "/outings/new", "/outings", "/problems", "/registers/receptions", "/api/me", "/api/tasks")) {
            assertNotKept(as("wuzhidong"), page);
        }
    }

    private void assertNotKept(Caller caller, String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = caller.get(page, "Accept", "text/html, application/json");
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control"))
                .as(page)
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    private void assertFilesKept(String page, HttpResponse<String> answer) throws IOException, InterruptedException {
        List<String> files = files(page, answer.body());
        assertThat(files).as("files of %s", page).hasSizeGreaterThan(2);
        for (String file : files) {
            if (!SINGLE.contains(file)) {
                assertThat(file).as("a file of %s", page).matches(HASHED);
                assertKept(file);
            }
        }
    }

    /** What a page is made of. */
    private static List<String> files(String page, String html) {
        Document read = Jsoup.parse(html, "http://localhost" + page);
        // Camunda's pages say where their addresses begin.
        String base = read.select("base").attr("href");
        URI here = URI.create(base.isEmpty() ? page : base);
        List<String> files = new ArrayList<>();
        read.select("link[rel=stylesheet], link[rel~=icon], link[rel=manifest], script[src], img[src]")
                .forEach(one -> {
                    String address = one.hasAttr("href") ? one.attr("href") : one.attr("src");
                    if (!address.startsWith("data:")) {
                        files.add(here.resolve(address).toString());
                    }
                });
        return files;
    }

    private String hashed(String file) {
        String address = addresses.getForLookupPath(file);
        assertThat(address).as("address of %s", file).matches(HASHED);
        return address;
    }

    private void assertKept(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = Caller.nobody(port).get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).as(address).containsExactly(FOR_EVER);
        assertThat(answer.headers().allValues("Set-Cookie")).as(address).isEmpty();
    }

    private static void assertAskedAgain(Caller caller, String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = caller.get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).as(address).containsExactly("no-cache");
        String tag = tag(address, answer.headers());
        HttpResponse<String> again = caller.get(address, "If-None-Match", tag);
        assertThat(again.statusCode()).as("%s asked again", address).isEqualTo(304);
        assertThat(again.headers().allValues("Cache-Control")).as(address).containsExactly("no-cache");
    }

    private static String tag(String address, HttpHeaders headers) {
        assertThat(headers.allValues("ETag")).as("tag of %s", address).hasSize(1);
        return headers.allValues("ETag").get(0);
    }

    @Test
    void theFoldersAreThoseThereAre() throws Exception {
        Set<String> folders = new TreeSet<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:/static/*/*")) {
            String address = file.getURI().toString();
            folders.add(address.substring(address.lastIndexOf("/static/") + "/static/".length())
                    .replaceFirst("/.*", ""));
        }
        assertThat(StaticFiles.FOLDERS).containsExactlyInAnyOrderElementsOf(folders);
    }
}
