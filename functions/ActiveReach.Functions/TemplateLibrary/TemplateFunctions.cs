using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.TemplateLibrary;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.TemplateLibrary;

/// <summary>The templates that WhatsApp messages are made of, and their review by the provider.</summary>
public sealed class TemplateFunctions(SavedTemplates templates, SaveTemplate save, SubmitTemplate submit)
{
    private const string All = "api/workspaces/{ws}/templates";
    private const string One = All + "/{id}";

    [Function("ListTemplates")]
    [RequiresRole(Role.Viewer)]
    [Operation("Templates by name; state is that of the newest version, q is found in name, header and body.", Query = ["q", "state", "limit", "cursor", "sort"], Response = typeof(Page<TemplateView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var query = request.ReadPageQuery("name", ["name", "createdAt", "updatedAt"], "q", "state");
        var page = await templates.ListAsync(request.Caller().Workspace, request.OneOf<TemplateState>("state"), request.One("q"), query, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<TemplateView>([.. page.Items.Select(TemplateView.Of)], page.NextCursor, page.Total));
    }

    [Function("AddTemplate")]
    [RequiresRole(Role.Sender)]
    [Operation("Adds a template as a draft. Its name is its id; {{1}}, {{2}} … in header and body, and {{1}} at the end of a button's address, are the places of a campaign's parameters.", Request = typeof(TemplateInput), Response = typeof(TemplateView), Status = 201)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        var template = await save.AddAsync(request.Caller(), await request.ReadJsonAsync(), request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{template.Workspace}/templates/{template.Name}", TemplateView.Of(template), TemplateView.Tag(template));
    }

    [Function("GetTemplate")]
    [RequiresRole(Role.Viewer)]
    [Operation("One template with its versions.", Response = typeof(TemplateView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var template = await templates.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("template", id);
        return request.OkUnlessKnown(TemplateView.Of(template), TemplateView.Tag(template));
    }

    [Function("ChangeTemplate")]
    [RequiresRole(Role.Sender)]
    [Operation("Changes a template by JSON merge patch. What the provider has seen stays: its change is a new version, a draft until it is submitted.", Request = typeof(TemplateInput), Response = typeof(TemplateView), Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        var template = await save.ChangeAsync(
            request.Caller(), id, patch, one => request.CheckMatch(TemplateView.Tag(one), TemplateView.Of(one), patch.Json), request.HttpContext.RequestAborted);
        return Answers.Ok(TemplateView.Of(template), TemplateView.Tag(template));
    }

    [Function("SubmitTemplate")]
    [RequiresRole(Role.Sender)]
    [Operation("Submits the newest version to the provider's review; its verdict comes by the provider's callback. 409 when it was submitted already.", Response = typeof(TemplateView))]
    public async Task<Answer> SubmitAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/submit")] HttpRequest request, string id)
    {
        var template = await submit.RunAsync(request.Caller(), id, request.HttpContext.RequestAborted);
        return Answers.Ok(TemplateView.Of(template), TemplateView.Tag(template));
    }
}
