package minqing.access;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Passwords in the engine's identity tables as bcrypt hashes instead of the engine's fast SHA-512. */
class BcryptEncryptor implements PasswordEncryptor {

    /** Above this bcrypt would silently ignore the rest, so longer ones are refused. */
    static final int LONGEST_IN_BYTES = 72;

    private static final int STRENGTH = 10;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IN_BYTES
                && bcrypt.matches(password, encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "bcrypt";
    }
}
