package minqing.platform.document;

import java.util.List;

/** Annex 3: petitioners received (信访接待). Visitor, matter and account are personal data. */
public record ReceptionRecord(
        String name,
        String unit,
        String position,
        Occasion time,
        String place,
        String visitor,
        String matter,
        String account,
        String remarks)
        implements RegisterRecord {

    @Override
    public Register register() {
        return Register.RECEPTION;
    }

    @Override
    public List<Object> values() {
        return List.of(name, unit, position, time, place, visitor, matter, account, remarks);
    }
}
