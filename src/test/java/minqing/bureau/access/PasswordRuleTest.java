package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a password has to be. */
class PasswordRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Correct-Horse-42",
                "S3cure!Pass9",
                "a-Long-Enough-Passw0rd",
                "五个汉字Ab1234",
                "kein grosses problem",
                "correcthorsebatterystaple",
                "Admin-Passw0rd-2026!",
            })
    void strongOnesPass(String password) {
        assertThat(isAccepted(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sh0rt-one",
                "abcdefghijkl",
                "abcdefghijk12",
                "1234567890123456",
                "aaaaaaaaaaaaaaaaaa",
                "Password1234!",
                "P@ssw0rd2026",
                "Admin@12345678",
                "Minqing-2026!",
                "minqing-demo",
                "Keeper-2026",
                "Wenguan.Keeper1",
            })
    void weakOnesDoNot(String password) {
        assertThat(isAccepted(password)).isFalse();
    }

    @Test
    void bcryptsSeventyTwoBytesAreTheLimitNotItsSilentEnd() {
        String longest = "Ab1-".repeat(17) + "wxyz";
        assertThat(isAccepted(longest)).isTrue();
        assertThat(isAccepted(longest + "!")).isFalse();
        BcryptEncryptor encryptor = new BcryptEncryptor();
        String hash = encryptor.encrypt(longest);
        assertThat(encryptor.check(longest, hash)).isTrue();
        assertThat(encryptor.check(longest + "!", hash)).isFalse();
    }

    @Test
    void whatFittedIsRememberedForThatHashAloneAndNotForLong() {
        AtomicLong now = new AtomicLong();
        BcryptEncryptor encryptor = new BcryptEncryptor(now::get);
        String hash = encryptor.encrypt("Right-42-word");
        assertThat(encryptor.check("Wrong-42-word", hash)).isFalse();
        assertThat(encryptor.check("Right-42-word", hash)).isTrue();
        assertThat(encryptor.isRemembered("Right-42-word", hash)).isTrue();
        assertThat(encryptor.check("Right-42-word", hash)).isTrue();
        assertThat(encryptor.check("Wrong-42-word", hash)).isFalse();
        assertThat(encryptor.isRemembered("Wrong-42-word", hash)).isFalse();
        assertThat(encryptor.check("Right-42-word", encryptor.encrypt("Other-42-word")))
                .isFalse();

        now.addAndGet(BcryptEncryptor.REMEMBERED.toNanos());
        assertThat(encryptor.isRemembered("Right-42-word", hash)).isFalse();
        assertThat(encryptor.check("Right-42-word", hash)).isTrue();
    }

    private static boolean isAccepted(String password) {
        User user = new UserEntity("keeper");
        user.setFirstName("Wenguan");
        return PasswordRule.all().stream().allMatch(rule -> rule.execute(password, user));
    }
}
