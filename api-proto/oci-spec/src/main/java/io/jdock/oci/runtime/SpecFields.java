package io.jdock.oci.runtime;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of a spec that are the same on all platforms, without the process. */
final class SpecFields {

    private SpecFields() {}

    static Spec read(JsonFields in) {
        return new Spec(
                in.requiredText("ociVersion"),
                in.object("process", ProcessFields::read),
                in.object("root", SpecFields::readRoot),
                in.text("hostname"),
                in.text("domainname"),
                in.objects("mounts", SpecFields::readMount),
                in.object("hooks", SpecFields::readHooks),
                in.object("linux", LinuxFields::read),
                in.textMap("annotations"));
    }

    static JsonObject write(Spec spec) {
        return JsonObject.builder()
                .put("ociVersion", spec.ociVersion())
                .putUnlessNull("process", spec.process(), ProcessFields::write)
                .putUnlessNull("root", spec.root(), SpecFields::writeRoot)
                .putUnlessEmpty("hostname", spec.hostname())
                .putUnlessEmpty("domainname", spec.domainname())
                .putUnlessEmpty("mounts", spec.mounts(), SpecFields::writeMount)
                .putUnlessNull("hooks", spec.hooks(), SpecFields::writeHooks)
                .putUnlessNull("linux", spec.linux(), LinuxFields::write)
                .putUnlessEmpty("annotations", JsonObject.ofTexts(spec.annotations()))
                .build();
    }

    private static Root readRoot(JsonFields in) {
        return new Root(in.requiredText("path"), in.isTrue("readonly"));
    }

    private static JsonObject writeRoot(Root root) {
        return JsonObject.builder()
                .put("path", root.path())
                .putIfTrue("readonly", root.readonly())
                .build();
    }

    private static Mount readMount(JsonFields in) {
        return new Mount(
                in.requiredText("destination"),
                in.text("type"),
                in.text("source"),
                in.texts("options"),
                in.objects("uidMappings", SpecFields::readMapping),
                in.objects("gidMappings", SpecFields::readMapping));
    }

    private static JsonObject writeMount(Mount mount) {
        return JsonObject.builder()
                .put("destination", mount.destination())
                .putUnlessEmpty("type", mount.type())
                .putUnlessEmpty("source", mount.source())
                .putUnlessEmpty("options", mount.options())
                .putUnlessEmpty("uidMappings", mount.uidMappings(), SpecFields::writeMapping)
                .putUnlessEmpty("gidMappings", mount.gidMappings(), SpecFields::writeMapping)
                .build();
    }

    static IdMapping readMapping(JsonFields in) {
        return new IdMapping(in.requiredUint32("containerID"), in.requiredUint32("hostID"), in.requiredUint32("size"));
    }

    static JsonObject writeMapping(IdMapping mapping) {
        return JsonObject.builder()
                .put("containerID", mapping.containerId())
                .put("hostID", mapping.hostId())
                .put("size", mapping.size())
                .build();
    }

    private static Hooks readHooks(JsonFields in) {
        return new Hooks(
                in.objects("prestart", SpecFields::readHook),
                in.objects("createRuntime", SpecFields::readHook),
                in.objects("createContainer", SpecFields::readHook),
                in.objects("startContainer", SpecFields::readHook),
                in.objects("poststart", SpecFields::readHook),
                in.objects("poststop", SpecFields::readHook));
    }

    private static JsonObject writeHooks(Hooks hooks) {
        return JsonObject.builder()
                .putUnlessEmpty("prestart", hooks.prestart(), SpecFields::writeHook)
                .putUnlessEmpty("createRuntime", hooks.createRuntime(), SpecFields::writeHook)
                .putUnlessEmpty("createContainer", hooks.createContainer(), SpecFields::writeHook)
                .putUnlessEmpty("startContainer", hooks.startContainer(), SpecFields::writeHook)
                .putUnlessEmpty("poststart", hooks.poststart(), SpecFields::writeHook)
                .putUnlessEmpty("poststop", hooks.poststop(), SpecFields::writeHook)
                .build();
    }

    private static Hook readHook(JsonFields in) {
        return new Hook(
                in.requiredText("path"),
                in.texts("args"),
                in.texts("env"),
                in.integer("timeout", 1, Integer.MAX_VALUE));
    }

    private static JsonObject writeHook(Hook hook) {
        return JsonObject.builder()
                .put("path", hook.path())
                .putUnlessEmpty("args", hook.args())
                .putUnlessEmpty("env", hook.env())
                .putUnlessNull("timeout", hook.timeout())
                .build();
    }
}
