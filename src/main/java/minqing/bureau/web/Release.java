package minqing.bureau.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Names what pages are made of: templates, words, styles and scripts. A device that keeps pages for when there is no network
 * sees by it that there are newer ones.
 */
@Component
class Release {

    private static final String[] PARTS = {"classpath*:templates/**", "classpath*:messages/*", "classpath*:static/**"};

    private final String name;

    Release() {
        this.name = digest();
    }

    String name() {
        return name;
    }

    private static String digest() {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        Map<String, Resource> files = new TreeMap<>();
        try {
            for (String part : PARTS) {
                for (Resource file : resources.getResources(part)) {
                    if (file.isReadable() && StringUtils.hasText(file.getFilename())) {
                        files.put(file.getURL().toString(), file);
                    }
                }
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files.values()) {
                try (InputStream in = file.getInputStream();
                        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                    in.transferTo(out);
                }
            }
            return String.format("%064x", new java.math.BigInteger(1, digest.digest()))
                    .substring(0, 16);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
