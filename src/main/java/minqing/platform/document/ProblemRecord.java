package minqing.platform.document;

import java.util.List;

/** Annex 4: a problem and what became of it (问题解决). */
public record ProblemRecord(
        String name,
        String unitAndPosition,
        String problem,
        String content,
        String resolution,
        String nextStep,
        String remarks)
        implements RegisterRecord {

    @Override
    public Register register() {
        return Register.PROBLEM;
    }

    @Override
    public List<Object> values() {
        return List.of(name, unitAndPosition, problem, content, resolution, nextStep, remarks);
    }
}
