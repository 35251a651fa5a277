package minqing.activity.problem;

/** Who takes what the office refers to discipline. Without a bean of this kind the application doesn't start. */
public interface DisciplineReferrals {

    /**
     * Takes the problem over, in the transaction that ends it as referred.
     *
     * @throws minqing.platform.fault.InvalidInput by the fields of the triage form, when it can't be taken: then nothing is
     *     referred
     */
    void take(ReferredToDiscipline problem);
}
