package minqing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import minqing.activity.outing.ConfidedWords;
import minqing.activity.problem.DisciplineReferrals;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** What the ordinary house hands over needs somebody to take it: where nobody does, the application doesn't start. */
class PortsTest extends ApplicationTest {

    @Autowired
    private ConfigurableApplicationContext application;

    @ParameterizedTest
    @CsvSource({"outings", "confirmation", "outingChecks", "referral"})
    void whoHandsSomethingOverDoesNotStartWithoutWhoTakesIt(String bean) {
        assertThatCode(() -> start(bean, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(bean, false))
                .extracting(NestedExceptionUtils::getMostSpecificCause)
                .isInstanceOf(NoSuchBeanDefinitionException.class);
    }

    /** Starts the one bean among the others of the application, with those who take what is handed over or without. */
    private void start(String bean, boolean taken) {
        ConfigurableListableBeanFactory there = application.getBeanFactory();
        DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
        for (String name : there.getSingletonNames()) {
            Object other = there.getSingleton(name);
            boolean takes = other instanceof ConfidedWords || other instanceof DisciplineReferrals;
            if (!name.equals(bean) && (taken || !takes)) {
                factory.registerSingleton(name, other);
            }
        }
        factory.registerBeanDefinition(
                bean, new RootBeanDefinition(there.getType(bean), AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR, false));
        factory.preInstantiateSingletons();
    }
}
