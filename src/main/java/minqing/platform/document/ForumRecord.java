package minqing.platform.document;

import java.util.List;

/** Annex 5: a forum with the people (座谈会). */
public record ForumRecord(
        String name,
        String unit,
        String position,
        Occasion time,
        String place,
        String attendees,
        String topic,
        String account,
        String remarks)
        implements RegisterRecord {

    @Override
    public Register register() {
        return Register.FORUM;
    }

    @Override
    public List<Object> values() {
        return List.of(name, unit, position, time, place, attendees, topic, account, remarks);
    }
}
