package minqing.platform.document;

import java.util.List;

/** A leader's diary of a visit (民情日记): what was seen, what the people said, what the leader thinks. */
public record DiaryRecord(
        String name,
        String unitAndPosition,
        Occasion time,
        String place,
        String seen,
        String opinions,
        String reflections,
        String remarks)
        implements RegisterRecord {

    @Override
    public Register register() {
        return Register.DIARY;
    }

    @Override
    public List<Object> values() {
        return List.of(name, unitAndPosition, time, place, seen, opinions, reflections, remarks);
    }
}
