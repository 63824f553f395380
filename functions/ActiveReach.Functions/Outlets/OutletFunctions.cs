using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Outlets;

/// <summary>The places where a workspace meets its customers.</summary>
public sealed class OutletFunctions(OutletRegister outlets, CreateOutlet create, ChangeOutlet change, RemoveOutlet remove)
{
    /// <summary>One outlet. <c>outlets/assignment</c> is none: the Functions host prefers no literal to a parameter.</summary>
    internal const string One = All + "/{id:regex(^(?!assignment$))}";

    private const string All = "api/workspaces/{ws}/outlets";

    [Function("ListOutlets")]
    [RequiresRole(Role.Viewer)]
    [Operation("Outlets by name or createdAt; q is found in name, externalId, address and tags.", Query = ["q", "limit", "cursor", "sort"], Response = typeof(Page<OutletView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var query = request.ReadPageQuery("name", ["name", "createdAt"], "q");
        var page = await outlets.ListAsync(request.Caller().Workspace, query, request.One("q"), request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<OutletView>([.. page.Items.Select(OutletView.Of)], page.NextCursor, page.Total));
    }

    [Function("CreateOutlet")]
    [RequiresRole(Role.Admin)]
    [Operation("Opens an outlet. Name and externalId are unique, whatever the case; timeZone defaults to the workspace's. warnings name what is kept and not used yet.", Request = typeof(OutletDefinition), Response = typeof(OutletView), Status = 201)]
    public async Task<Answer> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        var outlet = await create.RunAsync(request.Caller(), await request.ReadJsonAsync<OutletDefinition>(), request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{outlet.Workspace}/outlets/{outlet.Id}", OutletView.Of(outlet), OutletView.Tag(outlet));
    }

    [Function("ReadOutlet")]
    [RequiresRole(Role.Viewer)]
    [Operation("An outlet.", Response = typeof(OutletView))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var outlet = await outlets.FindAsync(request.Caller().Workspace, new OutletId(id), request.HttpContext.RequestAborted) ?? throw new NotFoundException("outlet", id);
        return request.OkUnlessKnown(OutletView.Of(outlet), OutletView.Tag(outlet));
    }

    [Function("ChangeOutlet")]
    [RequiresRole(Role.Admin)]
    [Operation("Changes an outlet (JSON merge patch); contacts are assigned anew when its names or its position change.", Request = typeof(OutletDefinition), Response = typeof(OutletView), Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        var outlet = await change.RunAsync(
            request.Caller(),
            new OutletId(id),
            current => request.CheckMatch(OutletView.Tag(current), OutletView.Of(current), patch.Json),
            before => MergePatch.Apply(before, patch),
            request.HttpContext.RequestAborted);
        return Answers.Ok(OutletView.Of(outlet), OutletView.Tag(outlet));
    }

    [Function("RemoveOutlet")]
    [RequiresRole(Role.Admin)]
    [Operation("Closes an outlet: 409 with the counts while contacts or campaigns refer to it, unless reassign=true has the contacts go elsewhere.", Query = ["reassign"], Status = 204, Versioned = true)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery("reassign");
        var reassign = request.One("reassign") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new InvalidInputException("reassign", "unknown_value", $"reassign is '{other}': use true or false."),
        };
        await remove.RunAsync(
            request.Caller(), new OutletId(id), current => request.CheckMatch(OutletView.Tag(current), OutletView.Of(current)), reassign, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }
}
