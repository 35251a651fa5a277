package minqing.work.inbox;

import minqing.bureau.organization.Account;
import minqing.bureau.web.NavigationCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The numbers beside the inbox's entries of the navigation. */
@Configuration(proxyBeanMethods = false)
class WaitingCounts {

    @Bean
    NavigationCount todoCount(InboxTasks tasks) {
        return new Todo(tasks);
    }

    @Bean
    NavigationCount informedCount(Notices notices) {
        return new Informed(notices);
    }

    private record Todo(InboxTasks tasks) implements NavigationCount {

        @Override
        public String entry() {
            return "todo";
        }

        @Override
        public long count(Account account) {
            return tasks.countTodo(account);
        }
    }

    private record Informed(Notices notices) implements NavigationCount {

        @Override
        public String entry() {
            return "informed";
        }

        @Override
        public long count(Account account) {
            return notices.unread(account.id());
        }
    }
}
