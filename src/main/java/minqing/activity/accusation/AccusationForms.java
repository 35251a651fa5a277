package minqing.activity.accusation;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import minqing.platform.form.FormContext;
import minqing.platform.form.Option;
import minqing.platform.form.OptionSource;
import minqing.platform.form.PrefillSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What the forms offer and show already filled in. */
@Configuration(proxyBeanMethods = false)
class AccusationForms {

    /** Everybody with an account: the name, and the unit where there is one. */
    @Bean
    OptionSource accusationConcerns(Directory directory, Organization organization) {
        return OptionSource.of("accusationConcerns", context -> {
            Map<String, String> units =
                    organization.everyUnit().stream().collect(Collectors.toMap(Unit::code, Unit::name));
            return directory.accounts().stream()
                    .map(account -> new Option(account.id(), named(account, units)))
                    .toList();
        });
    }

    private static String named(Account account, Map<String, String> units) {
        return Stream.concat(
                        Stream.of(account.name()),
                        account.units().stream().flatMap(code -> Stream.ofNullable(units.get(code))))
                .collect(Collectors.joining(" "));
    }

    /** The form of a problem begins with what was reported, for the receiver to take out what belongs to the accusation. */
    @Component
    static class Prefill implements PrefillSource {

        private final AccusationRepository accusations;
        private final Receivers receivers;
        private final Directory directory;

        Prefill(AccusationRepository accusations, Receivers receivers, Directory directory) {
            this.accusations = accusations;
            this.receivers = receivers;
            this.directory = directory;
        }

        @Override
        public String processKey() {
            return AccusationProcess.KEY;
        }

        @Override
        public Map<String, Object> values(FormContext context) {
            String code = context.businessKey();
            if (code == null) {
                return Map.of();
            }
            return accusations
                    .find(code)
                    .filter(accusation -> directory
                            .account(context.user())
                            .filter(reader -> receivers.receives(reader, accusation)
                                    && accusations.hasStated(code, reader.id(), "opened"))
                            .isPresent())
                    .map(AccusationForms::reported)
                    .orElse(Map.of());
        }
    }

    private static Map<String, Object> reported(Accusation accusation) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", accusation.title());
        values.put("content", accusation.content());
        if (accusation.village() != null) {
            values.put("village", accusation.village());
        }
        return values;
    }
}
