package minqing.bureau.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Passwords in the engine's identity tables as bcrypt hashes instead of the engine's fast SHA-512.
 *
 * <p>A program that calls with HTTP Basic sends its password each time. A password that fitted is remembered for a few minutes,
 * as a seal of it and of the hash under a key that this process alone has: a hash that is changed makes it unknown at once, and
 * only a wrong password is slow to check.
 */
class BcryptEncryptor implements PasswordEncryptor {

    /** Above this bcrypt would silently ignore the rest, so longer ones are refused. */
    static final int LONGEST_IN_BYTES = 72;

    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int STRENGTH = 10;
    private static final int MOST_REMEMBERED = 1000;
    private static final String SEAL = "HmacSHA256";

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);
    private final SecretKeySpec key;
    private final LongSupplier nanoseconds;

    /** When a seal is forgotten, the oldest seal first. */
    private final Map<String, Long> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> oldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    BcryptEncryptor() {
        this(System::nanoTime);
    }

    /** @param nanoseconds a clock that only goes forward */
    BcryptEncryptor(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, SEAL);
    }

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_IN_BYTES) {
            return false;
        }
        String seal = seal(password, encrypted);
        if (isRemembered(seal)) {
            return true;
        }
        if (!bcrypt.matches(password, encrypted)) {
            return false;
        }
        remember(seal);
        return true;
    }

    boolean isRemembered(String password, String encrypted) {
        return isRemembered(seal(password, encrypted));
    }

    private boolean isRemembered(String seal) {
        synchronized (remembered) {
            Long until = remembered.get(seal);
            return until != null && until - nanoseconds.getAsLong() > 0;
        }
    }

    private void remember(String seal) {
        synchronized (remembered) {
            // Taken out first, it goes to the end.
            remembered.remove(seal);
            remembered.put(seal, nanoseconds.getAsLong() + REMEMBERED.toNanos());
        }
    }

    /** A hash has no blank, so no two pairs look alike. */
    private String seal(String password, String encrypted) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(key);
            byte[] sealed = mac.doFinal((encrypted + " " + password).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String hashAlgorithmName() {
        return "bcrypt";
    }
}
