package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import minqing.activity.outing.OutingInput.ReceptionInput;
import minqing.bureau.organization.Organization;
import org.jspecify.annotations.Nullable;

/**
 * Checks receptions of visitors (annex 3): what everybody reads of one must not name who came.
 *
 * @param leader the login name of the outing's leader
 */
record ReceptionCheck(
        OutingFaults faults, PartValues values, ReportCheck reports, Organization organization, String leader) {

    static final int MOST_PEOPLE = 9999;

    /** From five people on a petition is a collective one. */
    private static final int GROUP_FROM = 5;

    Entry.ReceptionEntry reception(String path, ReceptionInput sent) {
        int people = sent.people() == null ? 1 : sent.people();
        if (people < 1 || people > MOST_PEOPLE) {
            faults.fault(path + ".people", "outing.people", String.valueOf(MOST_PEOPLE));
        }
        String host = isBlank(sent.host()) ? leader : sent.host().strip();
        if (!host.equals(leader) && organization.leader(host).isEmpty()) {
            faults.fault(path + ".host", "outing.unknown-leader");
        }
        Parts.Visitor visitor = new Parts.Visitor(
                faults.text(path + ".visitor", sent.visitor()),
                faults.optional(path + ".contact", sent.contact()),
                faults.text(path + ".matter", sent.matter()),
                faults.optional(path + ".text", sent.text()));
        String summary = faults.optional(path + ".summary", sent.summary());
        String remark = values.remark(path, sent.remark());
        requireNeutral(path + ".summary", summary, visitor);
        requireNeutral(path + ".remark", remark, visitor);
        long id = values.id(path, sent.id(), Parts::receptions, Parts.Reception::id);
        Entry.ProblemEntry problem = problem(path, sent, id, summary, visitor);
        boolean confided = ConfidedCheck.isConfided(sent);
        if (confided && summary == null) {
            faults.fault(path + ".summary", "outing.summary-for-confided");
        }
        if (confided && sent.problem() != null) {
            faults.fault(path + ".problem", "outing.confided-is-no-problem");
        }
        return new Entry.ReceptionEntry(
                new Parts.Reception(
                        id,
                        values.day(path, sent.date()),
                        values.time(path, sent.time()),
                        values.place(path, sent.place()),
                        host,
                        people,
                        sent.group() == null ? people >= GROUP_FROM : sent.group(),
                        summary,
                        remark,
                        null),
                visitor,
                confided ? visitor.withoutWords(summary) : visitor,
                problem);
    }

    /** The report of the problem that it is to become. */
    private Entry.@Nullable ProblemEntry problem(
            String path, ReceptionInput sent, long id, @Nullable String summary, Parts.Visitor visitor) {
        if (sent.problem() == null) {
            return null;
        }
        if (became(id)) {
            faults.fault(path + ".problem", "outing.already-a-problem");
            return null;
        }
        if (summary == null) {
            faults.fault(path + ".summary", "outing.summary-for-problem");
        }
        requireNeutral(path + ".problem.title", sent.problem().title(), visitor);
        return reports.ofReception(
                path + ".problem", sent.problem(), summary, values.stay().village());
    }

    private boolean became(long reception) {
        Parts stored = values.stored();
        return stored != null
                && stored.receptions().stream().anyMatch(one -> one.id() == reception && one.problem() != null);
    }

    private void requireNeutral(String path, @Nullable String text, Parts.Visitor visitor) {
        if (visitor.isNamedIn(text)) {
            faults.fault(path, "outing.names-visitor");
        }
    }
}
