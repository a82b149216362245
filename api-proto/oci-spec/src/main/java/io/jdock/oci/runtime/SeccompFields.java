package io.jdock.oci.runtime;

import static java.util.Objects.requireNonNullElse;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of a system call filter. */
final class SeccompFields {

    private SeccompFields() {}

    static Seccomp read(JsonFields in) {
        return new Seccomp(
                in.requiredText("defaultAction"),
                in.integer("defaultErrnoRet", 0, Integer.MAX_VALUE),
                in.texts("architectures"),
                in.textsOrNull("flags"),
                in.text("listenerPath"),
                in.text("listenerMetadata"),
                in.objects("syscalls", SeccompFields::readRule));
    }

    static JsonObject write(Seccomp seccomp) {
        return JsonObject.builder()
                .put("defaultAction", seccomp.defaultAction())
                .putUnlessNull("defaultErrnoRet", seccomp.defaultErrnoRet())
                .putUnlessEmpty("architectures", seccomp.architectures())
                .putUnlessNull("flags", seccomp.flags())
                .putUnlessEmpty("listenerPath", seccomp.listenerPath())
                .putUnlessEmpty("listenerMetadata", seccomp.listenerMetadata())
                .putUnlessEmpty("syscalls", seccomp.syscalls(), SeccompFields::writeRule)
                .build();
    }

    private static SyscallRule readRule(JsonFields in) {
        return new SyscallRule(
                in.texts("names"),
                in.requiredText("action"),
                in.integer("errnoRet", 0, Integer.MAX_VALUE),
                in.objects("args", SeccompFields::readArg));
    }

    private static JsonObject writeRule(SyscallRule rule) {
        return JsonObject.builder()
                .put("names", rule.names())
                .put("action", rule.action())
                .putUnlessNull("errnoRet", rule.errnoRet())
                .putUnlessEmpty("args", rule.args(), SeccompFields::writeArg)
                .build();
    }

    private static SyscallArg readArg(JsonFields in) {
        return new SyscallArg(
                in.requiredInteger("index", 0, Integer.MAX_VALUE),
                in.requiredUint64("value"),
                requireNonNullElse(in.uint64("valueTwo"), 0L),
                in.requiredText("op"));
    }

    private static JsonObject writeArg(SyscallArg arg) {
        return JsonObject.builder()
                .put("index", arg.index())
                .putUnsigned("value", arg.value())
                .putUnsigned("valueTwo", arg.valueTwo())
                .put("op", arg.op())
                .build();
    }
}
