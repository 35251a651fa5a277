package minqing.activity.accusation;

import java.time.Clock;
import minqing.activity.accusation.AccusationRepository.Words;
import minqing.activity.accusation.Accusations.From;
import minqing.activity.accusation.Accusations.Report;
import minqing.activity.problem.DisciplineReferrals;
import minqing.activity.problem.ReferredToDiscipline;
import minqing.platform.fault.InvalidInput;
import minqing.work.attachment.AttachedFile;
import minqing.work.attachment.AttachedFiles;
import minqing.work.attachment.CheckedFiles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes an accusation of a problem that the office found to be one, in the transaction that refers the problem. */
@Component
class FromProblems implements DisciplineReferrals {

    private static final int LONGEST_WORDS = 4000;

    private final Accusations service;
    private final AccusationRepository accusations;
    private final AccusationFiles files;
    private final AttachedFiles attached;
    private final Clock clock;

    FromProblems(
            Accusations service,
            AccusationRepository accusations,
            AccusationFiles files,
            AttachedFiles attached,
            Clock clock) {
        this.service = service;
        this.accusations = accusations;
        this.files = files;
        this.attached = attached;
        this.clock = clock;
    }

    /** @throws InvalidInput naming {@code accused} when it names nobody, or concerns everybody who could receive it */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(ReferredToDiscipline problem) {
        Report report = new Report(
                new Words(
                        problem.title(),
                        problem.content()
                                .substring(
                                        0,
                                        Math.min(
                                                LONGEST_WORDS, problem.content().length())),
                        problem.accused(),
                        problem.village(),
                        // Whoever brought the problem forward did not know that it is an accusation.
                        false,
                        problem.contact(),
                        false),
                problem.concerns());
        service.requireReceiver(report);
        String code = service.made(
                problem.reporter(),
                report,
                new From(Origin.PROBLEM, problem.outing(), null, problem.number(), problem.triagedBy(), true),
                null,
                0);
        if (problem.reason() != null) {
            accusations.log(code, clock.instant(), problem.triagedBy(), "refer", "refer-discipline", problem.reason());
        }
        for (AttachedFile file : problem.files()) {
            attached.content(file)
                    .ifPresent(content -> files.add(
                            code,
                            file.attachedBy(),
                            file.attachedAt(),
                            new CheckedFiles.Checked(file.name(), file.mediaType(), content)));
        }
    }
}
