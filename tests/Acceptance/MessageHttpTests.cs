using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Web.Messages;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Innovation.Acceptance;

/// <summary>短信 and 接口推送: signed requests to one address, and nowhere else.</summary>
public sealed class MessageHttpTests : IAsyncLifetime
{
    private const string Secret = "yueding-de-miyao";

    private readonly ConcurrentQueue<(string Path, string Key, string Timestamp, string Signature, string Authorization, string Body)> requests = [];
    private WebApplication receiver = null!;
    private Site site = null!;
    private Func<IResult> answer = () => Results.Ok(new { code = 0 });

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            requests.Enqueue((request.Path, request.Headers["Idempotency-Key"]!, request.Headers["X-Timestamp"]!, request.Headers["X-Signature"]!, request.Headers.Authorization!, await reader.ReadToEndAsync()));
            return answer();
        });
        await receiver.StartAsync();
        site = await Site.StartAsync("--Messages:PlainHosts:0", "127.0.0.1");
        await site.Get<MessageDelivery>().RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_push_is_signed_and_carries_the_same_key_at_every_attempt()
    {
        await UseAsync("webhook", ("Form.ByDefault", "true"), ("Form.Repeatable", "true"), ("Form.SuccessText", "\"code\":0"), ("Form.Headers", "Authorization: Bearer {{密钥}}"));
        answer = () => Results.Ok(new { code = 1001 });
        const string Title = "请办\"推荐\"", Body = "一\n二\\三";
        await using (var db = site.Get<IDbContexts>().Create())
        {
            db.MessageTemplates.Add(new() { Event = MessageEvents.TaskOpened.Key, Title = Title, Body = Body, ChangedAt = Site.Start, ChangedByName = "" });
            await db.SaveChangesAsync();
        }

        await new Journey(site).SubmitAsync();
        await site.Get<MessageDelivery>().RunAsync();
        answer = () => Results.Ok(new { code = 0 });
        (await site.ClockAsync("2026-09-16T10:02:00+08:00", sweep: false)).Ok();
        // The receiver compares the time of the signature with its own clock.
        site.RealTime.Pass(TimeSpan.FromMinutes(2));
        await site.Get<MessageDelivery>().RunAsync();
        await site.Get<MessageDelivery>().RunAsync();
        var mine = requests.Where(r => (string?)JsonNode.Parse(r.Body)!["to"] == "town09").ToList();
        Assert.Equal(2, mine.Count);
        Assert.Equal(mine[0].Key, mine[1].Key);
        Assert.All(requests, r =>
        {
            Assert.Equal((Title, Body), ((string?)JsonNode.Parse(r.Body)!["title"], (string?)JsonNode.Parse(r.Body)!["text"]));
            Assert.Equal(HttpChannel.Sign(Secret, r.Timestamp, r.Body), r.Signature);
            Assert.Equal("Bearer " + Secret, r.Authorization);
        });
        Assert.NotEqual(mine[0].Timestamp, mine[1].Timestamp);
    }

    [Fact]
    public async Task A_short_message_goes_to_the_number_that_the_person_gave_and_only_then()
    {
        await UseAsync("sms");
        using var town = await Browser.SignInAsync(site, "town09");
        await town.GoAsync("/account/messages");
        await town.SubmitAsync("#i-mobile", ("mobile", "138 0000 0001"), ("mode.sms.taskOpened", "Now"));
        await new Journey(site).SubmitAsync();
        await site.Get<MessageDelivery>().RunAsync();
        Assert.Equal("13800000001", (string?)JsonNode.Parse(Assert.Single(requests).Body)!["to"]);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_address_without_https_is_refused()
    {
        var admin = await UseAsync("webhook", ("Form.ByDefault", "true"));
        answer = () => Results.Redirect("/elsewhere");
        await admin.SubmitAsync("#i-address", ("address", "town09"));
        Assert.Contains("302", admin.Text);
        Assert.Equal("/hook", Assert.Single(requests).Path);
        await admin.SubmitAsync("#i-Form-Url", ("Form.Url", "http://169.254.169.254/latest"), ("Form.Headers", "Host: x"), ("Form.Body", "{{没有}}"));
        Assert.Equal(422, admin.Status);
        Assert.Equal(3, admin.Errors.Count);
        admin.Dispose();
    }

    [Fact]
    public async Task Without_an_answer_a_receiver_that_cannot_tell_repetitions_is_left_to_a_person()
    {
        await UseAsync("webhook", ("Form.ByDefault", "true"));
        answer = () => Results.StatusCode(504);
        await new Journey(site).SubmitAsync();
        await site.Get<MessageDelivery>().RunAsync();
        (await site.ClockAsync("2026-09-17T10:00:00+08:00", sweep: false)).Ok();
        await site.Get<MessageDelivery>().RunAsync();
        await using var db = site.Get<IDbContexts>().Create();
        var rows = await db.Deliveries.Where(d => d.Channel == "webhook").ToListAsync();
        Assert.Equal(rows.Count, requests.Count);
        Assert.All(rows, r => Assert.Equal((DeliveryState.Failed, 1), (r.State, r.Attempts)));
    }

    private async Task<Browser> UseAsync(string channel, params (string, string?)[] more)
    {
        var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/messages/settings/" + channel);
        await admin.SubmitAsync("#i-Form-Url", [("Form.Enabled", "true"), ("Form.Url", receiver.Urls.First() + "/hook"), ("Form.Secret", Secret), .. more]);
        Assert.Contains("已保存并启用", admin.Text);
        return admin;
    }
}
