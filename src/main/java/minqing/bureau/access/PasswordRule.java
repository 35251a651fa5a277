package minqing.bureau.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;

/**
 * What a password has to be, wherever one is set. The placeholders are the keys under which Camunda's pages find the
 * words for a rule in their locale files.
 */
enum PasswordRule implements PasswordPolicyRule {
    /** Long enough for a person, short enough for bcrypt. */
    LENGTH("PASSWORD_POLICY_LENGTH", Map.of("minLength", String.valueOf(PasswordRule.SHORTEST))) {
        @Override
        boolean allows(String password, @Nullable User user) {
            return password.codePointCount(0, password.length()) >= SHORTEST
                    && password.getBytes(StandardCharsets.UTF_8).length <= BcryptEncryptor.LONGEST_IN_BYTES;
        }
    },
    /** Three of: lower case, upper case, digits, anything else; a long phrase may be as plain as it likes. */
    MIXTURE("PASSWORD_POLICY_MIXTURE", Map.of("minKinds", "3", "phraseLength", String.valueOf(PasswordRule.PHRASE))) {
        @Override
        boolean allows(String password, @Nullable User user) {
            long different = password.codePoints().distinct().count();
            long kinds = KINDS.stream()
                    .filter(kind -> password.codePoints().anyMatch(kind))
                    .count();
            boolean phrase = password.codePointCount(0, password.length()) >= PHRASE
                    && password.codePoints().anyMatch(Character::isLetter);
            return different >= DISTINCT && (kinds >= 3 || phrase);
        }
    },
    /** None that everybody tries first, with whatever digits and signs around it. */
    KNOWN("PASSWORD_POLICY_KNOWN", Map.of()) {
        @Override
        boolean allows(String password, @Nullable User user) {
            String lower = password.toLowerCase(Locale.ROOT);
            String plain = lower.replaceAll("[^a-z]", "");
            String disguised = lower.replaceAll("^[^a-z@$]+|[^a-z@$]+$", "")
                    .replace('@', 'a')
                    .replace('0', 'o')
                    .replace('$', 's')
                    .replace('3', 'e')
                    .replaceAll("[^a-z]", "");
            return !FIRST_TRIED.contains(plain) && !FIRST_TRIED.contains(disguised);
        }
    },
    /** More than the person's own name with an ornament. */
    USER_DATA("PASSWORD_POLICY_USER_DATA", Map.of()) {
        @Override
        boolean allows(String password, @Nullable User user) {
            if (user == null) {
                return true;
            }
            String lower = password.toLowerCase(Locale.ROOT);
            String rest = lower;
            for (String word : Stream.of(user.getId(), user.getFirstName(), user.getLastName(), user.getEmail())
                    .filter(word -> word != null && !word.isBlank())
                    .toList()) {
                rest = rest.replace(word.toLowerCase(Locale.ROOT), "");
            }
            return rest.equals(lower) || rest.length() >= BESIDE_THE_NAME;
        }
    };

    static final int SHORTEST = 10;
    static final int PHRASE = 16;
    private static final int DISTINCT = 5;
    private static final List<IntPredicate> KINDS = List.of(
            Character::isLowerCase,
            Character::isUpperCase,
            Character::isDigit,
            letter -> !Character.isLowerCase(letter) && !Character.isUpperCase(letter) && !Character.isDigit(letter));
    private static final int BESIDE_THE_NAME = 8;
    private static final Set<String> FIRST_TRIED = Set.of(
            "abc",
            "abcabc",
            "admin",
            "adminadmin",
            "administrator",
            "asdfgh",
            "camunda",
            "changeit",
            "changeme",
            "default",
            "demo",
            "environment",
            "hello",
            "helloworld",
            "huanbao",
            "huanbaoju",
            "iloveyou",
            "letmein",
            "liyang",
            "login",
            "master",
            "minqing",
            "minqingadmin",
            "minqingdemo",
            "pass",
            "password",
            "passwordpassword",
            "postgres",
            "qwerty",
            "qwertyuiop",
            "qazwsx",
            "root",
            "secret",
            "spring",
            "super",
            "system",
            "test",
            "user",
            "welcome",
            "woaini",
            "xiajiceng",
            "zxcvbnm");

    private final String placeholder;
    private final Map<String, String> parameters;

    PasswordRule(String placeholder, Map<String, String> parameters) {
        this.placeholder = placeholder;
        this.parameters = parameters;
    }

    abstract boolean allows(String password, @Nullable User user);

    static List<PasswordPolicyRule> all() {
        return List.copyOf(Arrays.asList(values()));
    }

    @Override
    public String getPlaceholder() {
        return placeholder;
    }

    @Override
    public Map<String, String> getParameters() {
        return parameters;
    }

    @Override
    public boolean execute(String candidatePassword) {
        return allows(candidatePassword, null);
    }

    @Override
    public boolean execute(String candidatePassword, @Nullable User user) {
        return allows(candidatePassword, user);
    }
}
