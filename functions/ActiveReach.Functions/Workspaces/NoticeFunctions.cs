using ActiveReach.Access.Notices;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>What the caller is told in the app.</summary>
public sealed class NoticeFunctions(MemberNotices notices)
{
    private const string Mine = "api/workspaces/{ws}/me/notices";

    [Function("ListNotices")]
    [RequiresRole(Role.Viewer)]
    [Operation("What the caller is told, newest first: that they are asked to approve, and how their submissions came out. state is new or read.", Response = typeof(Page<NoticeView>), Query = ["limit", "cursor", "sort", "state"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Mine)] HttpRequest request)
    {
        var query = request.ReadPageQuery("-at", ["at"], "state");
        bool? isNew = request.One("state") switch
        {
            null => null,
            "new" => true,
            "read" => false,
            var other => throw ListRequest.Unknown("state", other, "new, read"),
        };
        var page = await notices.ListAsync(request.Caller(), query, isNew, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<NoticeView>([.. page.Items.Select(NoticeView.Of)], page.NextCursor, page.Total));
    }

    [Function("ReadNotice")]
    [RequiresRole(Role.Viewer)]
    [Operation("Marks a notice of the caller's as read.", Response = typeof(NoticeView))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Mine + "/{notice}/read")] HttpRequest request, string notice)
    {
        await request.RefuseBodyAsync();
        return Answers.Ok(NoticeView.Of(await notices.ReadAsync(request.Caller(), notice, request.HttpContext.RequestAborted)));
    }
}

/// <param name="Subject">Id of the campaign that it is about.</param>
/// <param name="ReadAt">Missing while it is new.</param>
public sealed record NoticeView(string Id, DateTimeOffset At, string Text, string Subject, DateTimeOffset? ReadAt)
{
    public static NoticeView Of(Notice notice) => new(notice.Id, notice.At, notice.Text, notice.Subject, notice.ReadAt);
}
