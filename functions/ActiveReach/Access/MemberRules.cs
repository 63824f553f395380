using ActiveReach.Phones;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>What members must be like, and what may not be done to them.</summary>
internal static class MemberRules
{
    public static void CheckName(string? name)
    {
        if (name?.Length > 100 || name?.Any(char.IsControl) is true)
            throw new InvalidInputException("name", "invalid_name", "name must have at most 100 characters and no line breaks.");
    }

    /// <summary>E.164; without a country code it is a number of the workspace's country.</summary>
    public static async Task<string?> ReadPhoneAsync(string? phone, Caller caller, WorkspaceRegister workspaces, CancellationToken cancellation)
    {
        if (phone is null)
            return null;
        var reading = PhoneReader.Read(phone, (await workspaces.ReadAsync(caller.Workspace, cancellation)).HomeCountry);
        return reading.Number ?? throw new InvalidInputException("phone", "invalid_phone", $"phone {reading.Error}");
    }

    public static void Refuse(MemberChange change, Member member)
    {
        if (change is MemberChange.LastAdmin)
            throw new ConflictException($"{member.Email} is the last admin: make somebody else admin first.");
        if (change is MemberChange.Stale)
            throw new ConflictException($"{member.Email} was changed at the same moment: read the member again and repeat your change.");
    }

    public static string Word(Role role) => role.ToString().ToLowerInvariant();
}
