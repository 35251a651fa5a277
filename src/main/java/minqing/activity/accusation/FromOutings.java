package minqing.activity.accusation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.activity.accusation.Accusations.From;
import minqing.activity.outing.Confided;
import minqing.activity.outing.ConfidedWords;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes over what was told in confidence on an outing. Its reporter is whoever entered it, and nobody else reads it here. */
@Service
class FromOutings implements ConfidedWords {

    private final Accusations service;
    private final AccusationRepository accusations;
    private final Directory directory;

    FromOutings(Accusations service, AccusationRepository accusations, Directory directory) {
        this.service = service;
        this.accusations = accusations;
        this.directory = directory;
    }

    @Override
    public List<FieldFault> faults(String reporter, Confided words) {
        return service.faults(account(reporter), values(words));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> take(String outing, boolean confirmed, String reporter, List<Confided> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        Account account = account(reporter);
        List<String> codes = new ArrayList<>();
        int place = accusations.places(outing);
        for (Confided told : words) {
            place++;
            codes.add(service.made(
                    reporter,
                    service.checked(account, values(told)),
                    new From(
                            told.reception() == null ? Origin.OUTING : Origin.RECEPTION,
                            outing,
                            told.reception(),
                            null,
                            null,
                            confirmed),
                    null,
                    place));
        }
        return codes;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirmed(String outing) {
        service.begin(outing);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void dropped(String outing) {
        service.drop(outing);
    }

    @Override
    public int waiting(String outing, String reporter) {
        return accusations.waiting(outing, reporter);
    }

    private Account account(String id) {
        return directory.account(id).orElseThrow(() -> new Forbidden("accusation.report-forbidden"));
    }

    private static Map<String, Object> values(Confided words) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", words.title());
        values.put("content", words.content());
        values.put("concerns", words.concerns());
        values.put("accused", words.accused());
        values.put("village", words.village());
        values.put("named", words.named());
        values.put("contact", words.contact());
        values.put("bypassDiscipline", words.bypassDiscipline());
        return values;
    }
}
