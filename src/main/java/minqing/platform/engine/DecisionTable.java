package minqing.platform.engine;

import java.util.List;

/**
 * A decision table as it is deployed, in the text of its cells.
 *
 * @param key the id of the decision
 * @param version counts the deployments of the table, from 1
 * @param plain whether it is the only decision of its model, takes the first row that applies and is written in the language
 *     of every cell alike; anything else can be shown, but not put together again from its rows
 * @param inputs what it asks for
 * @param outputs what it answers
 */
public record DecisionTable(
        String key, int version, boolean plain, List<Column> inputs, List<Column> outputs, List<Row> rows) {

    public DecisionTable {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        rows = List.copyOf(rows);
    }

    /**
     * A column.
     *
     * @param name the expression of an input, the name of an output
     * @param label as people read it; the name where there is none
     */
    public record Column(String name, String label) {}

    /**
     * A row: the text of its cells, one for each column.
     *
     * @param note what people say about it; empty where nobody did
     */
    public record Row(String note, List<String> inputs, List<String> outputs) {

        public Row {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }
}
