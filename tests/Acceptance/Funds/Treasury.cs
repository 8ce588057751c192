using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Stories about money on a running site: people of the demonstration act through the services.</summary>
internal sealed class Treasury(Site site)
{
    private readonly VoucherWorld world = new(site);
    private int commands;

    public string Budget { get; private set; } = "";

    /// <summary>A case of ent01 and its organisation.</summary>
    public string Case { get; private set; } = "";

    public string Organization { get; private set; } = "";

    public string OrganizationName { get; private set; } = "";

    public T Get<T>() where T : notnull => site.Get<T>();

    public string NextId() => $"command-{++commands}";

    public WorkflowsDbContext Db() => site.Get<IDbContexts>().Create();

    public Task<Sender> AsAsync(string userName) => world.ByAsync(userName);

    /// <summary>A budget of the amount, all of it committed to the case where <paramref name="commit"/> says so. In 分.</summary>
    public async Task OpenAsync(long amount, bool commit = true)
    {
        Budget = Ok(await Get<Budgets>().CreateAsync(NextId(), new NewBudget(2026, "科技创新券专项", amount, "冶财指〔2026〕1号"), await AsAsync("finance"))).CaseId;
        var owner = (await AsAsync("ent01")).User.OrganizationId!;
        await using var db = Db();
        (Case, Organization, OrganizationName) = await db.Cases.Where(c => c.OrganizationId == owner && c.SubmittedAt != null).OrderBy(c => c.Id).Select(c => new ValueTuple<string, string, string>(c.Id, c.OrganizationId, c.OrganizationName)).FirstAsync();
        if (!commit) return;
        Ok(await Get<Budgets>().ReserveAsync(NextId(), new CaseMoney(Budget, Case, amount), await AsAsync("officer1")));
        Ok(await Get<Budgets>().CommitAsync(NextId(), new CaseMoney(Budget, Case, amount), await AsAsync("officer1")));
    }

    public async Task<CommandResult> RequestAsync(long amount, string item = "后补助", string fact = "HT-1") =>
        await Get<Payments>().RequestAsync(NextId(), new CasePayment(Budget, Case, amount, item, 2026, fact, "研发后补助"), await AsAsync("officer1"));

    public async Task<CommandResult> CheckAsync(string user, params string[] ids) => await Get<PaymentReview>().CheckAsync(NextId(), new PaymentChoice(ids), await AsAsync(user));

    public async Task<CommandResult> ApproveAsync(string user, params string[] ids) => await Get<PaymentReview>().ApproveAsync(NextId(), new PaymentChoice(ids), await AsAsync(user));

    public async Task<CommandResult> BankAsync(string? name = null, string number = "6222 0000 1234 5678") =>
        await Get<BankAccounts>().SaveAsync(NextId(), new BankAccountInput(name ?? OrganizationName, number, "大冶示例银行", "102522000018"), await AsAsync("ent01"));

    public async Task<CommandResult> OrderAsync(string payment, string? format = null) => await Get<PayOrders>().MakeAsync(NextId(), new NewPayOrder([payment], format), await AsAsync("finance"));

    public async Task<CommandResult> ImportAsync(byte[] file) => await Get<BankResults>().ImportAsync(NextId(), file, await AsAsync("finance"));

    /// <summary>A payment that is in a pay order.</summary>
    public async Task<PaymentRow> OrderedAsync(long amount, string fact = "HT-1")
    {
        var id = Ok(await RequestAsync(amount, fact: fact)).CaseId;
        Ok(await CheckAsync("head", id));
        Ok(await ApproveAsync("signatory", id));
        Ok(await BankAsync());
        Ok(await OrderAsync(id));
        return await PaymentAsync(id);
    }

    public async Task<PaymentRow> PaymentAsync(string id)
    {
        await using var db = Db();
        return await db.Payments.AsNoTracking().SingleAsync(p => p.Id == id);
    }

    public async Task<BudgetFigures> FiguresAsync()
    {
        await using var db = Db();
        return await BudgetFigures.ReadAsync(db, Budget);
    }

    /// <summary>Everything adds up.</summary>
    public async Task BalancedAsync()
    {
        await using var db = Db();
        Assert.Empty((await LedgerCheck.RunAsync(db)).Problems);
        Assert.True((await FiguresAsync()).AddsUp);
    }
}
