using System.Text.Json;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Providers;

/// <summary>The accounts that a workspace has at vendors: whoever has one sends through it, everybody else through the app's own.</summary>
public sealed class ProviderFunctions(AccountBooks books, SaveAccount save, CheckAccount check, AccessOptions access)
{
    private const string All = "api/workspaces/{ws}/providers";
    private const string One = All + "/{id}";

    [Function("ListProviders")]
    [RequiresRole(Role.Admin)]
    [Operation("The workspace's provider accounts, the oldest first; of secrets only the names. A channel that none of them takes goes through the app's own provider.", Response = typeof(AccountsView))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request)
    {
        var book = await books.ReadAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
        return Answers.Ok(new AccountsView([.. book.Accounts.Select(account => ViewOf(account, book))]));
    }

    [Function("AddProvider")]
    [RequiresRole(Role.Admin)]
    [Operation(
        "Adds a provider account. Its settings are named as those of the app's own account (docs/channels.md); secrets are stored encrypted and never shown again. "
        + "Of several accounts of a channel the one with the lowest priority takes it. A webhookSecret that is made here is shown in this answer alone.",
        Request = typeof(NewAccount), Response = typeof(AccountView), Status = 201)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request)
    {
        var (account, book, secret) = await save.AddAsync(request.Caller(), await request.ReadJsonAsync(), request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{request.Caller().Workspace}/providers/{account.Id}", ViewOf(account, book) with { WebhookSecret = secret }, AccountView.Tag(account));
    }

    [Function("GetProvider")]
    [RequiresRole(Role.Admin)]
    [Operation("One provider account.", Response = typeof(AccountView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string id)
    {
        var book = await books.ReadAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
        var account = book.Find(id) ?? throw new NotFoundException("provider account", id);
        return request.OkUnlessKnown(ViewOf(account, book), AccountView.Tag(account));
    }

    [Function("ChangeProvider")]
    [RequiresRole(Role.Admin)]
    [Operation(
        "Changes an account by JSON merge patch; secrets that are left out stay. The next batch is sent as it says. After a new webhookSecret callbacks may carry the one before for seven days.",
        Request = typeof(NewAccount), Response = typeof(AccountView), Versioned = true)]
    public async Task<Answer> ChangeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, string id)
    {
        var patch = await request.ReadMergePatchAsync();
        var (account, book) = await save.ChangeAsync(
            request.Caller(), id, patch, one => request.CheckMatch(AccountView.Tag(one), ViewOf(one, AccountBook.Empty), patch.Json), request.HttpContext.RequestAborted);
        return Answers.Ok(ViewOf(account, book), AccountView.Tag(account));
    }

    [Function("RemoveProvider")]
    [RequiresRole(Role.Admin)]
    [Operation("Removes an account that is switched off; its secrets are gone with it.", Status = 204)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id)
    {
        await save.RemoveAsync(request.Caller(), id, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }

    [Function("CheckProvider")]
    [RequiresRole(Role.Admin)]
    [Operation("Asks the vendor whether it lets the account in, without sending a message.", Response = typeof(AccountCheckView))]
    public async Task<Answer> CheckAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/check")] HttpRequest request, string id)
    {
        var checks = await check.RunAsync(request.Caller(), id, request.HttpContext.RequestAborted);
        return Answers.Ok(AccountCheckView.Of(checks));
    }

    private AccountView ViewOf(ProviderAccount account, AccountBook book) => AccountView.Of(account, book, access.PublicUrl);
}
