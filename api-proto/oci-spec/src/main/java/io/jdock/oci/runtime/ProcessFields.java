package io.jdock.oci.runtime;

import static java.util.Objects.requireNonNullElse;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of a process. */
final class ProcessFields {

    private static final int MAX_UINT16 = 0xffff;

    private ProcessFields() {}

    static Process read(JsonFields in) {
        return new Process(
                in.isTrue("terminal"),
                in.object("consoleSize", ProcessFields::readBox),
                requireNonNullElse(in.object("user", ProcessFields::readUser), User.ROOT),
                in.texts("args"),
                in.texts("env"),
                requireNonNullElse(in.text("cwd"), "/"),
                in.object("capabilities", ProcessFields::readCapabilities),
                in.objects("rlimits", ProcessFields::readRlimit),
                in.isTrue("noNewPrivileges"),
                in.text("apparmorProfile"),
                in.int32("oomScoreAdj"),
                in.text("selinuxLabel"),
                in.object("scheduler", ProcessFields::readScheduler),
                in.object("ioPriority", ProcessFields::readIoPriority),
                in.object("execCPUAffinity", ProcessFields::readAffinity));
    }

    static JsonObject write(Process process) {
        return JsonObject.builder()
                .putIfTrue("terminal", process.terminal())
                .putUnlessNull("consoleSize", process.consoleSize(), ProcessFields::writeBox)
                .put("user", writeUser(process.user()))
                .putUnlessEmpty("args", process.args())
                .putUnlessEmpty("env", process.env())
                .put("cwd", process.cwd())
                .putUnlessNull("capabilities", process.capabilities(), ProcessFields::writeCapabilities)
                .putUnlessEmpty("rlimits", process.rlimits(), ProcessFields::writeRlimit)
                .putIfTrue("noNewPrivileges", process.noNewPrivileges())
                .putUnlessEmpty("apparmorProfile", process.apparmorProfile())
                .putUnlessNull("oomScoreAdj", process.oomScoreAdj())
                .putUnlessEmpty("selinuxLabel", process.selinuxLabel())
                .putUnlessNull("scheduler", process.scheduler(), ProcessFields::writeScheduler)
                .putUnlessNull("ioPriority", process.ioPriority(), ProcessFields::writeIoPriority)
                .putUnlessNull("execCPUAffinity", process.execCpuAffinity(), ProcessFields::writeAffinity)
                .build();
    }

    private static Box readBox(JsonFields in) {
        return new Box(
                requireNonNullElse(in.integer("height", 0, MAX_UINT16), 0),
                requireNonNullElse(in.integer("width", 0, MAX_UINT16), 0));
    }

    private static JsonObject writeBox(Box box) {
        return JsonObject.builder()
                .put("height", box.height())
                .put("width", box.width())
                .build();
    }

    private static User readUser(JsonFields in) {
        return new User(
                requireNonNullElse(in.uint32("uid"), 0L),
                requireNonNullElse(in.uint32("gid"), 0L),
                in.integer("umask", 0, 0777),
                in.uint32s("additionalGids"),
                in.text("username"));
    }

    private static JsonObject writeUser(User user) {
        return JsonObject.builder()
                .put("uid", user.uid())
                .put("gid", user.gid())
                .putUnlessNull("umask", user.umask())
                .putNumbersUnlessEmpty("additionalGids", user.additionalGids())
                .putUnlessEmpty("username", user.username())
                .build();
    }

    private static Capabilities readCapabilities(JsonFields in) {
        return new Capabilities(
                in.texts("bounding"),
                in.texts("effective"),
                in.texts("inheritable"),
                in.texts("permitted"),
                in.texts("ambient"));
    }

    private static JsonObject writeCapabilities(Capabilities sets) {
        return JsonObject.builder()
                .putUnlessEmpty("bounding", sets.bounding())
                .putUnlessEmpty("effective", sets.effective())
                .putUnlessEmpty("inheritable", sets.inheritable())
                .putUnlessEmpty("permitted", sets.permitted())
                .putUnlessEmpty("ambient", sets.ambient())
                .build();
    }

    private static Rlimit readRlimit(JsonFields in) {
        return new Rlimit(in.requiredText("type"), in.requiredUint64("hard"), in.requiredUint64("soft"));
    }

    private static JsonObject writeRlimit(Rlimit limit) {
        return JsonObject.builder()
                .put("type", limit.type())
                .putUnsigned("hard", limit.hard())
                .putUnsigned("soft", limit.soft())
                .build();
    }

    private static Scheduler readScheduler(JsonFields in) {
        return new Scheduler(
                in.requiredText("policy"),
                in.int32("nice"),
                in.int32("priority"),
                in.texts("flags"),
                in.uint63("runtime"),
                in.uint63("deadline"),
                in.uint63("period"));
    }

    private static JsonObject writeScheduler(Scheduler scheduler) {
        return JsonObject.builder()
                .put("policy", scheduler.policy())
                .putUnlessNull("nice", scheduler.nice())
                .putUnlessNull("priority", scheduler.priority())
                .putUnlessEmpty("flags", scheduler.flags())
                .putUnlessNull("runtime", scheduler.runtime())
                .putUnlessNull("deadline", scheduler.deadline())
                .putUnlessNull("period", scheduler.period())
                .build();
    }

    private static IoPriority readIoPriority(JsonFields in) {
        return new IoPriority(in.requiredText("class"), requireNonNullElse(in.int32("priority"), 0));
    }

    private static JsonObject writeIoPriority(IoPriority ioPriority) {
        return JsonObject.builder()
                .put("class", ioPriority.kind())
                .put("priority", ioPriority.priority())
                .build();
    }

    private static CpuAffinity readAffinity(JsonFields in) {
        return new CpuAffinity(in.text("initial"), in.text("final"));
    }

    private static JsonObject writeAffinity(CpuAffinity affinity) {
        return JsonObject.builder()
                .putUnlessEmpty("initial", affinity.initial())
                .putUnlessEmpty("final", affinity.end())
                .build();
    }
}
