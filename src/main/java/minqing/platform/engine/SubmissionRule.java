package minqing.platform.engine;

/**
 * What a form cannot know about a submission: who may make it, whether it is the person's own work, whether the state
 * still allows it. Every rule of the process is asked, whatever the way the submission came in (page, REST, Tasklist or
 * the engine's own API), after the form accepted it and before the engine moves, in the same transaction.
 */
public interface SubmissionRule {

    /** The process whose submissions this rule judges. */
    String processKey();

    /** Returns if the submission may go on; otherwise throws a {@link minqing.platform.fault.Fault}. */
    void check(Submission submission);
}
