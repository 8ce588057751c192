using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Demo;

/// <summary>Fills an empty database with invented organisations, people and a dozen cases, all through ordinary commands.</summary>
public sealed partial class DemoSeed(IDbContexts contexts, OrganizationDirectory directory, DemoAccounts accounts, Rounds rounds, CaseCommands cases, ApplicationForms forms, Attachments attachments, BatchCommands batches, CalendarStore calendars, Objections objections, TimeProvider clock)
{
    private readonly Dictionary<string, UserContext> users = [];
    private WorkingCalendar calendar = WorkingCalendar.Shipped;
    private DateOnly today;

    /// <summary>Does nothing when the demonstration is already there.</summary>
    public async Task RunAsync()
    {
        await using (var db = contexts.Create())
            if (await db.Organizations.AnyAsync()) return;
        await using (var db = contexts.Create()) calendar = await calendars.GetAsync(db);
        var now = clock.GetUtcNow();
        today = ChinaTime.DateOf(now);
        await PeopleAsync(now);
        await CasesAsync();
    }

    private async Task PeopleAsync(DateTimeOffset now)
    {
        foreach (var p in DemoPeople.Staff()) await accounts.EnsureAsync(p.UserName, p.Name, null, p.Unit, p.Grants, now);
        var sender = new Sender(UserContext.System, now);
        foreach (var (p, expert) in DemoPeople.Experts())
        {
            var id = await accounts.EnsureAsync(p.UserName, p.Name, null, p.Unit, [(p.Role, p.Scope)], now);
            await directory.SaveExpertAsync(id, expert, sender);
        }

        var number = 0;
        foreach (var o in Organizations())
        {
            number++;
            var (row, refusal) = await directory.SaveApprovedAsync(o, sender);
            if (refusal is not null) throw new InvalidOperationException(refusal.Message);
            await accounts.EnsureAsync($"ent{number:00}", "李某", row!.Id, row.Name, [], now);
            await accounts.EnsureAsync($"ent{number:00}b", "钟某", row.Id, row.Name, [], now);
        }
    }

    /// <summary>The valid rows of the shipped list.</summary>
    private static IEnumerable<OrganizationInput> Organizations()
    {
        using var stream = typeof(DemoSeed).Assembly.GetManifestResourceStream("Innovation.Web.Demo.Data.test_orgs_synthetic.csv")!;
        using var reader = new StreamReader(stream);
        var table = TableFile.Read(reader.ReadToEnd(), new TableShape([new("name_zh"), new("uscc"), new("uscc_valid"), new("kind"), new("area")], 1000));
        if (table.Problems.Count > 0) throw new InvalidDataException(table.Problems[0]);
        var staff = 60;
        foreach (var row in table.Lines)
        {
            if (row["uscc_valid"] != "yes") continue;
            // One owner each, so that nobody is related but the one whose name says so.
            var owner = staff == 60 || row["name_zh"].Contains("关联", StringComparison.Ordinal) ? "王某" : DemoPeople.Surnames[staff / 12 % DemoPeople.Surnames.Count] + "某";
            yield return new OrganizationInput
            {
                Name = row["name_zh"],
                Uscc = row["uscc"],
                Kind = row["kind"],
                Area = row["area"],
                LegalRepresentative = owner,
                ContactName = "李某",
                ContactMobile = "13800000026",
                StaffTotal = staff += 12,
                Address = "大冶市示例路 1 号",
                Shareholders = [new HolderInput(owner, null, 60m), new HolderInput(row["name_zh"] + "职工持股会", null, 40m)],
            };
        }
    }

    private async Task<UserContext> UserAsync(string userName)
    {
        if (users.TryGetValue(userName, out var known)) return known;
        await using var db = contexts.Create();
        var id = await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync();
        return users[userName] = (await Access.CurrentUser.LoadAsync(contexts, id))!;
    }

    /// <summary>The user name of an account, for experts that a draw has chosen.</summary>
    private async Task<UserContext> ByIdAsync(string userId) => (await Access.CurrentUser.LoadAsync(contexts, userId))!;
}
