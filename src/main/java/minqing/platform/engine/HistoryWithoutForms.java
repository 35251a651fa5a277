package minqing.platform.engine;

import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * The engine's full history without what was typed into forms: the full level writes every submitted field into the history
 * details, of transient values too.
 */
final class HistoryWithoutForms extends HistoryLevelFull {

    static final String NAME = "full-without-forms";

    /** Stored in the database, so never to be changed; above the engine's own levels, which go from 0 to 3. */
    private static final int ID = 40;

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        return type != HistoryEventTypes.FORM_PROPERTY_UPDATE;
    }
}
