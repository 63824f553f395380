using ActiveReach.Audiences.Devices;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>The devices that a contact gets push messages on.</summary>
public sealed class DeviceFunctions(DeviceRegister devices, RegisterDevice register, RemoveDevice remove)
{
    private const string All = ContactFunctions.One + "/devices";

    [Function("ListDevices")]
    [RequiresRole(Role.Viewer)]
    [Operation("Devices of a contact, oldest first; of a token only its end is shown.", Response = typeof(DevicesView))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, string id)
    {
        var found = ContactId.TryParse(id, out var contact) ? await devices.ListAsync(request.Caller().Workspace, contact, request.HttpContext.RequestAborted) : null;
        return Answers.Ok(new DevicesView([.. (found ?? throw new NotFoundException("contact", id)).Select(DeviceView.Of)]));
    }

    [Function("RegisterDevice")]
    [RequiresRole(Role.Sender)]
    [Operation(
        "Gives a push token to a contact (201), whoever of the workspace had it before; again changes nothing (200). Of more than 20 devices the oldest goes.",
        Request = typeof(DeviceRequest), Response = typeof(DeviceView), Status = 201, OtherStatus = 200)]
    public async Task<Answer> RegisterAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request, string id)
    {
        var body = await request.ReadJsonAsync<DeviceRequest>();
        var (device, added) = await register.RunAsync(request.Caller(), id, body.Platform, body.Token, request.HttpContext.RequestAborted);
        return added
            ? Answers.Created($"/api/workspaces/{request.Caller().Workspace}/contacts/{device.Contact}/devices/{device.Id}", DeviceView.Of(device))
            : Answers.Ok(DeviceView.Of(device));
    }

    [Function("RemoveDevice")]
    [RequiresRole(Role.Sender)]
    [Operation("Takes a device from a contact.", Status = 204)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{device}")] HttpRequest request, string id, string device)
    {
        await remove.RunAsync(request.Caller(), id, device, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }
}

/// <param name="Platform">ios, android or web.</param>
/// <param name="Token">As the platform's push service gave it: 1 to 4,096 visible ASCII characters.</param>
public sealed record DeviceRequest(DevicePlatform Platform, string Token);

/// <param name="TokenEnd">Its last six characters, to tell devices apart.</param>
public sealed record DeviceView(string Id, DevicePlatform Platform, string TokenEnd, DateTimeOffset RegisteredAt)
{
    public static DeviceView Of(Device device) => new(device.Id, device.Platform, device.Token.Length > 12 ? device.Token[^6..] : "", device.RegisteredAt);
}

public sealed record DevicesView(IReadOnlyList<DeviceView> Items);
