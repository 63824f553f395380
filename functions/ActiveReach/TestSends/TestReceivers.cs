using ActiveReach.Access;
using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>A member and the addresses that may get a test. Both are confirmed: the e-mail address is the one that approval links go to
/// and that signs in, the phone was entered by an admin.</summary>
internal sealed record TestReceiver(string Path, Member Member, bool ByMail, bool ByPhone)
{
    /// <summary>Null where the receiver has none, or another one was named.</summary>
    public string? AddressOn(Channel channel) => channel.AddressOf(ByPhone ? Member.Phone : null, ByMail ? Member.Email : null);

    /// <summary>Why there is no address, and what to do.</summary>
    public string WhyNot(Channel channel) => channel.Address() switch
    {
        ChannelAddress.Email => $"{Member.Email} was named by phone, so the e-mail is left out: name the member's id to send both.",
        ChannelAddress.Phone when Member.Phone is null =>
            $"{Member.Email} has no phone: let an admin add one with PATCH members/{Member.Id}.",
        ChannelAddress.Phone => $"{Member.Email} was named by the e-mail address, so {channel.Name()} is left out: name the member's id to send both.",
        _ => $"Members have no {(channel.Address() is ChannelAddress.Device ? "devices" : "inbox")}: send a campaign of type test to a contact of your own.",
    };
}

/// <summary>Finds who may get a test: members of the workspace, and nobody else.</summary>
internal static class TestReceivers
{
    private const int Most = 10;

    public static async Task<IReadOnlyList<TestReceiver>> ReadAsync(
        Members members, Caller caller, Workspace workspace, IReadOnlyList<string>? to, CancellationToken cancellation)
    {
        if (to?.Count > Most)
            throw new InvalidInputException("to", "too_many", $"to has {to.Count} entries: at most {Most} are possible.");
        var all = await members.AllAsync(caller.Workspace, cancellation);
        if (to is null or [])
        {
            return all.FirstOrDefault(member => member.Email == caller.Member) is { } self
                ? [new TestReceiver("to", self, true, true)]
                : throw new InvalidInputException("to", "required", "to is missing, and the key that asks belongs to no member: name a member's address or id.");
        }

        return [.. to.Select((text, place) => Find(all, text, workspace.HomeCountry, $"to[{place}]"))];
    }

    private static TestReceiver Find(IReadOnlyList<Member> members, string text, string? country, string path)
    {
        var mail = ValueRules.Email(text, out _);
        var phone = ValueRules.Phone(text, country, out _);
        var found = members.FirstOrDefault(member => member.Id == text || (mail is not null && member.Email == mail) || (phone is not null && member.Phone == phone))
            ?? throw new InvalidInputException(path, "not_a_member",
                $"{path} is '{text}': tests go to members of the workspace only. Give a member's id, e-mail address or phone, or add the person as a member.");
        return new TestReceiver(path, found, ByMail: phone is null, ByPhone: mail is null);
    }
}
