package minqing.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import minqing.activity.outing.Confided;
import minqing.activity.outing.ConfidedWords;
import minqing.activity.problem.DisciplineReferrals;
import minqing.activity.problem.ReferredToDiscipline;
import minqing.platform.fault.FieldFault;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.stereotype.Component;

/** Takes what the ordinary house passes on, and remembers it, where the module that makes accusations of it is not there. */
@Component
@ConditionalOnMissingClass("minqing.activity.accusation.FromOutings")
public class ConfidedTrial implements ConfidedWords, DisciplineReferrals {

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<ReferredToDiscipline> referred = new CopyOnWriteArrayList<>();

    /** What was passed on, and whether it has begun. */
    public record Taken(String outing, String reporter, Confided words, boolean begun, String code) {}

    @Override
    public List<FieldFault> faults(String reporter, Confided words) {
        return words.content().isBlank() ? List.of(new FieldFault("content", "outing.required", "内容")) : List.of();
    }

    @Override
    public List<String> take(String outing, boolean confirmed, String reporter, List<Confided> words) {
        List<String> codes = new ArrayList<>();
        words.forEach(one -> {
            String code = "JB-" + (taken.size() + 1000);
            taken.add(new Taken(outing, reporter, one, confirmed, code));
            codes.add(code);
        });
        return codes;
    }

    @Override
    public void confirmed(String outing) {
        taken.replaceAll(one ->
                one.outing().equals(outing) ? new Taken(outing, one.reporter(), one.words(), true, one.code()) : one);
    }

    @Override
    public void dropped(String outing) {
        taken.removeIf(one -> one.outing().equals(outing) && !one.begun());
    }

    @Override
    public int waiting(String outing, String reporter) {
        return (int) taken.stream()
                .filter(one -> one.outing().equals(outing)
                        && !one.begun()
                        && one.reporter().equals(reporter))
                .count();
    }

    @Override
    public void take(ReferredToDiscipline problem) {
        referred.add(problem);
    }

    public List<Taken> of(String outing) {
        return taken.stream().filter(one -> one.outing().equals(outing)).toList();
    }

    public List<ReferredToDiscipline> referred(String number) {
        return referred.stream().filter(one -> one.number().equals(number)).toList();
    }
}
