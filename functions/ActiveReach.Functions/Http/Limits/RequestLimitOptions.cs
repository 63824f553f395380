using ActiveReach.Problems;
using ActiveReach.Settings;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>How many requests an API key may make in a minute, for each worker that the app runs as. Null: as many as it likes.</summary>
public sealed record RequestLimitOptions
{
    private const int Most = 1_000_000;

    /// <summary><c>ActiveReach__Requests__PerMinute</c>: of every key; 1 to 1,000,000, or <c>unlimited</c>. Default 60,000.</summary>
    public int? PerMinute { get; init; } = 60_000;

    /// <summary><c>ActiveReach__Requests__PerMinuteOfRole__{role}</c>: in place of it for keys of a role. Default none.</summary>
    public IReadOnlyDictionary<Role, int?> OfRole { get; init; } = new Dictionary<Role, int?>();

    /// <summary><c>ActiveReach__Requests__PerMinuteOfWorkspace__{id}</c>: in place of both for keys of a workspace. Default none.</summary>
    public IReadOnlyDictionary<string, int?> OfWorkspace { get; init; } = new Dictionary<string, int?>();

    public int? For(Caller caller) =>
        OfWorkspace.TryGetValue(caller.Workspace.Value, out var own) || OfRole.TryGetValue(caller.Role, out own) ? own : PerMinute;

    public static RequestLimitOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Requests");
        var ofRole = new Dictionary<Role, int?>();
        foreach (var (role, limit) in section.Limits("PerMinuteOfRole", 1, Most))
        {
            if (EnumNames.TryParse<Role>(role, out var known))
                ofRole[known] = limit;
            else
                section.Require(false, $"{section.NameOf($"PerMinuteOfRole__{role}")} names no role; write {EnumNames.All<Role>()} for its last part.");
        }

        return new RequestLimitOptions
        {
            PerMinute = section.Limit("PerMinute", 1, Most, new RequestLimitOptions().PerMinute),
            OfRole = ofRole,
            OfWorkspace = section.Limits("PerMinuteOfWorkspace", 1, Most),
        };
    }
}
