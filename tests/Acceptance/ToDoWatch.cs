using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Looks whether a to-do stands with the persons it waits for: in the API, in the list, in the number of the bar; and with nobody else.</summary>
internal sealed class ToDoWatch(Site site)
{
    private static readonly string[] Everybody = ["officer1", "officer2", "head", "signatory", "finance", "committee1", "town09", "expert01", "admin", "auditor", "ent01", "ent02", "ent09"];

    private readonly HashSet<string> seen = [];

    /// <summary>Waits for these and for none of <see cref="Everybody"/> else.</summary>
    public async Task ForAsync(ToDoKind kind, string subject, params string[] people)
    {
        seen.Add(kind.Key);
        foreach (var person in Everybody.Union(people))
            Assert.True((await FindAsync(person, kind, subject) is not null) == people.Contains(person), $"{kind.Key} of {subject} {(people.Contains(person) ? "does not wait" : "waits")} for {person}");
        foreach (var person in people) await LookAsync(person, kind, subject);
    }

    /// <summary>Done, or somebody else's turn.</summary>
    public async Task GoneAsync(ToDoKind kind, string subject, params string[] people)
    {
        foreach (var person in people) Assert.True(await FindAsync(person, kind, subject) is null, $"{kind.Key} of {subject} still waits for {person}");
    }

    /// <summary>Every kind of this source was seen.</summary>
    public void SawAll(IToDoSource source) => Assert.Equal([.. source.Kinds.Select(k => k.Key).Order(StringComparer.Ordinal)], seen.Order(StringComparer.Ordinal));

    private async Task<JsonNode?> FindAsync(string person, ToDoKind kind, string subject) =>
        (await site.GetAsync(person, "/api/v1/todos")).Ok()["groups"].AsArray().FirstOrDefault(g => (string?)g!["kind"] == kind.Key)?["items"]!.AsArray().FirstOrDefault(i => (string?)i!["subjectId"] == subject);

    /// <summary>It is named on the first page of the person, counted in the bar, and its link opens.</summary>
    private async Task LookAsync(string person, ToDoKind kind, string subject)
    {
        var item = (await FindAsync(person, kind, subject))!;
        var total = (int)(await site.GetAsync(person, "/api/v1/todos")).Ok()["total"];
        using var page = await Browser.SignInAsync(site, person);
        var applicant = await IsApplicantAsync(person);
        await page.GoAsync(applicant ? "/home" : person == "admin" ? "/admin" : "/tasks");
        Assert.Contains(page.Page.QuerySelectorAll($"[data-todo='{kind.Key}'] a"), a => a.GetAttribute("href") == (string)item["href"]!);
        Assert.Contains($"其他待办（{total} 项）", page.Text);
        if (!applicant)
        {
            await page.GoAsync("/messages");
            var tasks = person == "admin" ? 0 : (int)(await site.GetAsync(person, "/api/v1/tasks?state=open&size=1")).Ok()["counts"]!["open"]!;
            Assert.Matches($@"\D{tasks + total}\s*$", page.Page.QuerySelector(person == "admin" ? "nav a[href='/admin']" : "nav a[href='/tasks']")!.TextContent);
        }

        await page.GoAsync((string)item["href"]!);
        Assert.Equal(200, page.Status);
    }

    private async Task<bool> IsApplicantAsync(string person)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.AnyAsync(u => u.UserName == person && u.OrganizationId != null);
    }
}
