package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import minqing.activity.outing.OutingInput.DiaryInput;
import org.jspecify.annotations.Nullable;

/** Checks the diary entry (民情日记): a new one says something; one without any text takes away the one there is. */
record DiaryCheck(OutingFaults faults, PartValues values) {

    Entry.DiaryEntry diary(DiaryInput sent) {
        String seen = faults.optional("diary.seen", sent.seen());
        String opinions = faults.optional("diary.opinions", sent.opinions());
        String reflections = faults.optional("diary.reflections", sent.reflections());
        Parts stored = values.stored();
        if (isBlank(sent.seen()) && isBlank(sent.opinions()) && isBlank(sent.reflections())) {
            if (stored == null) {
                faults.required("diary.seen");
            }
            return new Entry.DiaryEntry(null);
        }
        return new Entry.DiaryEntry(
                new Parts.Diary(id(stored), seen, opinions, reflections, Boolean.TRUE.equals(sent.policySuggestion())));
    }

    private static long id(@Nullable Parts stored) {
        return stored == null || stored.diary() == null
                ? Entry.NEW
                : stored.diary().id();
    }
}
