package minqing.work.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import minqing.bureau.web.Caller;
import minqing.testing.ApplicationTest;
import minqing.testing.Multipart;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files attached through HTTP to records that have no other meaning. */
abstract class AttachmentTest extends ApplicationTest {

    private static final Map<String, Caller> CALLERS = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient database;

    /** A record of its own for every test. */
    final String record = UUID.randomUUID().toString();

    Caller as(String account) throws IOException, InterruptedException {
        Caller known = CALLERS.get(account);
        if (known == null) {
            known = Caller.as(account, port);
            CALLERS.put(account, known);
        }
        return known;
    }

    static String at(String record) {
        return "/api/trials/" + record + "/attachments";
    }

    HttpResponse<String> send(String name, byte[] content) throws IOException, InterruptedException {
        return as("office").upload(at(record), new Multipart().file("files", name, content));
    }

    /** Attaches one file that must be taken. */
    JsonNode attach(String name, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> response = send(name, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Caller.json(response).get("items").get(0);
    }

    /** Sends one file that must be refused; the words of the refusal. */
    String refused(String name, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> response = send(name, content);
        assertThat(response.statusCode()).as(name + response.body()).isEqualTo(422);
        JsonNode fault = Caller.json(response).get("errors").get(0);
        assertThat(fault.get("field").asText()).isEqualTo("files[0]");
        assertThat(rows(record)).isZero();
        return fault.get("message").asText();
    }

    byte[] content(JsonNode attached) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                as("office").fetch("/api/attachments/" + attached.get("id").asText());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    byte[] thumbnail(JsonNode attached) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                as("office").fetch("/api/attachments/" + attached.get("id").asText() + "/thumbnail");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    JsonNode listed(String record) throws IOException, InterruptedException {
        HttpResponse<String> response = as("office").get(at(record));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Caller.json(response).get("items");
    }

    static BufferedImage drawn(byte[] picture) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(picture)));
    }

    long rows(String record) {
        return database.sql("select count(*) from attachment where owner_kind = 'trials' and owner = :record")
                .param("record", record)
                .query(Long.class)
                .single();
    }
}
