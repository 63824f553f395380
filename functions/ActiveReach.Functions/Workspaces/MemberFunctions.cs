using ActiveReach.Access;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The people of the workspace and their roles.</summary>
public sealed class MemberFunctions(Members members, AddMember add, ChangeMember change, RemoveMember remove)
{
    [Function("ListMembers")]
    [RequiresRole(Role.Viewer)]
    [Operation("The members of the workspace.", Response = typeof(Page<MemberAnswer>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/members")] HttpRequest request)
    {
        var page = await members.ListAsync(request.Caller().Workspace, request.ReadPageQuery("email", ["email", "createdAt"]), request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<MemberAnswer>([.. page.Items.Select(MemberAnswer.Of)], page.NextCursor, page.Total));
    }

    [Function("AddMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Adds a member.", Request = typeof(NewMember), Response = typeof(MemberAnswer), Status = 201)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/members")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<NewMember>();
        var member = await add.RunAsync(request.Caller(), asked.Email, asked.Role, asked.Name, asked.Phone, request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{member.Workspace}/members/{member.Id}", MemberAnswer.Of(member), EntityTag.Of(member.Version));
    }

    [Function("ReadMember")]
    [RequiresRole(Role.Viewer)]
    [Operation("A member.", Response = typeof(MemberAnswer))]
    public async Task<Answer> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        var found = await members.FindAsync(request.Caller().Workspace, member, request.HttpContext.RequestAborted) ?? throw new NotFoundException("member", member);
        return request.OkUnlessKnown(MemberAnswer.Of(found), EntityTag.Of(found.Version));
    }

    [Function("ChangeMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Changes a member's role, name or phone (JSON merge patch).", Request = typeof(MemberEdit), Response = typeof(MemberAnswer), Versioned = true)]
    public async Task<Answer> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        var patch = await request.ReadMergePatchAsync();
        var changed = await change.RunAsync(request.Caller(), member, Edited, request.HttpContext.RequestAborted);
        return Answers.Ok(MemberAnswer.Of(changed), EntityTag.Of(changed.Version));

        Member Edited(Member found)
        {
            var after = MergePatch.Apply(new MemberEdit(found.Role, found.Name, found.Phone), patch);
            request.CheckMatch(EntityTag.Of(found.Version), MemberAnswer.Of(found), after);
            return found with { Role = after.Role, Name = after.Name, Phone = after.Phone };
        }
    }

    [Function("RemoveMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Removes a member; their keys and sessions end at once.", Status = 204, Versioned = true)]
    public async Task<Answer> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        await remove.RunAsync(
            request.Caller(), member, found => request.CheckMatch(EntityTag.Of(found.Version), MemberAnswer.Of(found)), request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }
}

public sealed record NewMember(string Email, Role Role, string? Name = null, string? Phone = null);

public sealed record MemberEdit(Role Role, string? Name = null, string? Phone = null);

public sealed record MemberAnswer(string Id, string Email, string? Name, string? Phone, Role Role, DateTimeOffset CreatedAt)
{
    public static MemberAnswer Of(Member member) => new(member.Id, member.Email, member.Name, member.Phone, member.Role, member.CreatedAt);
}
