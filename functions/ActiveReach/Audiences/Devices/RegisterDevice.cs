using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Devices;

/// <summary>Gives a push token to a contact, whoever of the workspace had it before.</summary>
public sealed class RegisterDevice(DeviceRegister devices, TimeProvider clock)
{
    private const int LongestToken = 4096;

    public async Task<(Device Device, bool Added)> RunAsync(Caller caller, string contact, DevicePlatform platform, string token, CancellationToken cancellation = default)
    {
        Check(token);
        var registered = ContactId.TryParse(contact, out var id) ? await devices.RegisterAsync(caller.Workspace, id, platform, token, clock.GetUtcNow(), cancellation) : null;
        return registered ?? throw new NotFoundException("contact", contact);
    }

    // The token itself is in no message: problems may be logged by whoever gets them.
    private static void Check(string token)
    {
        if (token.Length is 0 or > LongestToken)
            throw new InvalidInputException("token", "wrong_length", $"token is {token.Length} characters long: give the 1 to {LongestToken} that the platform gave.");
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new InvalidInputException("token", "invalid_value", "token contains a space, a control character or a letter beyond ASCII: give it as the platform gave it.");
    }
}
