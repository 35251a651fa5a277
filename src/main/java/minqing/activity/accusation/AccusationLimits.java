package minqing.activity.accusation;

import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.TimeLimit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the steps may take, in working days, each configurable as {@code minqing.limits.*}.
 *
 * @param discipline to receive
 * @param examination to look into it
 * @param telling to tell the named reporter
 * @param overdueRepeat between two reminders of what is late
 */
@ConfigurationProperties("minqing.limits")
record AccusationLimits(
        @DefaultValue("5") int discipline,
        @DefaultValue("60") int examination,
        @DefaultValue("10") int telling,
        @DefaultValue("3") int overdueRepeat) {

    TimeLimit of(Stage stage) {
        return new TimeLimit(
                switch (stage) {
                    case RECEIVE -> discipline;
                    case EXAMINE -> examination;
                    case TELL -> telling;
                    case WAITING, ENDED -> throw new IllegalArgumentException("no time limit for " + stage);
                },
                LimitUnit.WORKING_DAYS);
    }
}
