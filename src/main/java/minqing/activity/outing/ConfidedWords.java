package minqing.activity.outing;

import java.util.List;
import minqing.platform.fault.FieldFault;

/**
 * Who takes what was told in confidence on an outing. Each method runs in the transaction of the outing, and none tells the
 * outing more than the outing's own caller may know. An outing is called by its number.
 */
public interface ConfidedWords {

    /**
     * What is wrong with the words, by the names of the fields of {@link Confided}; nothing is kept.
     *
     * @param reporter the account that enters them
     */
    List<FieldFault> faults(String reporter, Confided words);

    /**
     * Takes words over, beside what was taken for the outing before.
     *
     * @param confirmed whether the outing counts; what an unconfirmed one brings waits for {@link #confirmed}
     * @param reporter the account that entered them
     * @return the codes by which the reporter finds them, in their order
     */
    List<String> take(String outing, boolean confirmed, String reporter, List<Confided> words);

    /** The outing counts from now on: what waited begins. */
    void confirmed(String outing);

    /** The outing was deleted before it counted: what waited is gone. What has begun goes on. */
    void dropped(String outing);

    /** How much of what the account itself was told still waits for the outing to count. */
    int waiting(String outing, String reporter);
}
