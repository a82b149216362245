package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Capabilities;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.oci.runtime.User;
import io.jdock.runc.container.Bundle;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags that describe the process to execute. */
final class ExecProcess {

    private final Flag cwd;
    private final Flag env;
    private final Flag tty;
    private final Flag user;
    private final Flag additionalGids;
    private final Flag process;
    private final Flag processLabel;
    private final Flag apparmor;
    private final Flag noNewPrivs;
    private final Flag cap;

    ExecProcess(FlagSet set) {
        cwd = set.text("cwd", "", "working directory in the container");
        env = set.list("env", "e", "a variable, NAME=VALUE");
        tty = set.toggle("tty", "t", "with a terminal of its own");
        user = set.text("user", "u", "<uid>[:<gid>]");
        additionalGids = set.list("additional-gids", "g", "a group it belongs to");
        process = set.text("process", "p", "file with the process in JSON");
        processLabel = set.text("process-label", "", "its SELinux label");
        apparmor = set.text("apparmor", "", "its AppArmor profile");
        noNewPrivs = set.toggle("no-new-privs", "", "set no_new_privs");
        cap = set.list("cap", "c", "a capability that it gets beside the container's");
    }

    /** The process. @param words program and arguments, unless a file says it all */
    Process of(Bundle bundle, List<String> words) {
        Process wanted = process.given() ? read() : described(bundle, words);
        if (wanted.args().isEmpty()) {
            throw new InvalidArgumentException("process args cannot be empty");
        }
        return wanted;
    }

    private Process read() {
        Path file = Path.of(process.text());
        try {
            return SpecJson.readProcess(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("open " + file, e);
        }
    }

    private Process described(Bundle bundle, List<String> words) {
        Process first = bundle.process();
        Process.Builder wanted =
                first.toBuilder().args(words).terminal(tty.on()).user(user(first.user()));
        List<String> variables = new ArrayList<>(first.env());
        variables.addAll(env.values());
        wanted.env(variables);
        if (cwd.given()) {
            wanted.cwd(cwd.text());
        }
        if (apparmor.given()) {
            wanted.apparmorProfile(apparmor.text());
        }
        if (processLabel.given()) {
            wanted.selinuxLabel(processLabel.text());
        }
        if (noNewPrivs.given()) {
            wanted.noNewPrivileges(noNewPrivs.on());
        }
        if (cap.given()) {
            wanted.capabilities(with(first.capabilities()));
        }
        return wanted.build();
    }

    /** Inheritable is left alone: it would reach programs that were given file capabilities for others. */
    private Capabilities with(@org.jspecify.annotations.Nullable Capabilities first) {
        Capabilities had =
                first == null ? new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of()) : first;
        return new Capabilities(
                more(had.bounding()),
                more(had.effective()),
                had.inheritable(),
                more(had.permitted()),
                more(had.ambient()));
    }

    private List<String> more(List<String> had) {
        List<String> all = new ArrayList<>(had);
        all.addAll(cap.values());
        return all;
    }

    private User user(User first) {
        long uid = first.uid();
        long gid = first.gid();
        String name = first.username();
        if (user.given()) {
            String[] parts = user.text().split(":", 2);
            uid = number(parts[0], "uid");
            gid = parts.length > 1 ? number(parts[1], "gid") : gid;
            name = null;
        }
        List<Long> groups = new ArrayList<>(first.additionalGids());
        for (String group : additionalGids.values()) {
            groups.add(number(group, "additional-gid"));
        }
        return new User(uid, gid, first.umask(), groups, name);
    }

    private static long number(String text, String what) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(
                    "parsing %s as int for %s failed: strconv.Atoi: parsing \"%s\": invalid syntax"
                            .formatted(text, what, text),
                    e);
        }
    }
}
