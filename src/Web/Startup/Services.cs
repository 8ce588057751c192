using Innovation.Documents;
using Innovation.Web.Access;
using Innovation.Web.Access.Refused;
using Innovation.Web.Cities;
using Innovation.Web.Clock;
using Innovation.Web.Demo;
using Innovation.Web.Design;
using Innovation.Web.Jobs;
using Innovation.Web.Messages;
using Innovation.Web.Office;
using Innovation.Web.Shell;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Cases.Migration;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Innovation.Web.Startup;

/// <summary>Puts the parts together.</summary>
public static class Services
{
    public static void AddApplication(this WebApplicationBuilder builder, IReadOnlyList<IInterceptor> interceptors, RealClock realClock)
    {
        var server = builder.Configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions();
        if (server.AdjustableClock && !server.Demo) throw new InvalidOperationException("--adjustable-clock 只能在演示模式使用。");
        var services = builder.Services;
        services.Configure<ServerOptions>(builder.Configuration.GetSection("Server"));
        services.Configure<SiteOptions>(o => o.Demo = server.Demo);
        services.AddShell(builder.Configuration);

        var adjustable = server.AdjustableClock ? new AdjustableClock(server.Clock ?? realClock.GetUtcNow()) : null;
        services.AddSingleton<TimeProvider>(adjustable ?? TimeProvider.System);
        if (adjustable is not null) services.AddSingleton(adjustable);
        services.AddSingleton(realClock);

        services.AddWorkflowStorage(server.SqlServer, server.DatabaseFile, server.Durable, [.. interceptors]);
        services.AddSingleton<CommandGate>().AddSingleton<CommandPath>().AddSingleton<ProgrammeStore>().AddSingleton<CalendarStore>().AddSingleton<IDrawSeeds, RandomDrawSeeds>()
            .AddSingleton<FactSupplier>().AddSingleton<CaseDocuments>().AddSingleton<CaseExecutor>().AddSingleton<CaseCommands>()
            .AddSingleton<BatchActs>().AddSingleton<BatchCommands>().AddSingleton<ApplicationForms>().AddSingleton<ScoreDrafts>().AddSingleton<DocumentRegister>()
            .AddSingleton<IDocumentWriter, DocumentWriter>().AddSingleton<PublicAddress>().AddSingleton<AuditLog>().AddSingleton<RefusedTries>().AddSingleton<DeadlineSweep>()
            .AddSingleton(new FileVault(server.Files)).AddSingleton<Attachments>()
            .AddSingleton<CaseReader>().AddSingleton<SupervisionReader>().AddSingleton<StageFigures>().AddSingleton<StandingReader>().AddSingleton<TrialDesk>().AddSingleton<TrialSeal>().AddSingleton<TaskCounter>().AddSingleton<TaskReader>().AddSingleton<BlindFiles>().AddSingleton<IFileScan>(_ => new ScanProcess(typeof(Services).Assembly.Location)).AddSingleton<BlindScans>().AddSingleton<BlindDecisions>().AddSingleton<BatchReader>().AddSingleton<CopyReader>().AddSingleton<Verification>()
            .AddSingleton<RequestReader>().AddSingleton<HeldWork>().AddSingleton<HandBacks>().AddSingleton<IDueWork>(s => s.GetRequiredService<HandBacks>()).AddSingleton<ToDoReader>().AddSingleton<ToDoHolders>().AddSingleton<ToDoReminders>().AddSingleton<ToDoUrging>().AddSingleton<IToDoSource, BatchToDos>().AddSingleton<IToDoSource, ReconsiderationToDos>().AddSingleton<IToDoSource, BlindCheckToDos>().AddSingleton<SanctionRegister>().AddSingleton<Innovation.Workflows.Notices.SanctionHolds>().AddSingleton<IDueWork>(s => s.GetRequiredService<Innovation.Workflows.Notices.SanctionHolds>()).AddSingleton<TaskRuns>().AddSingleton<SavedFilters>().AddSingleton<IPeople, People>()
            .AddSingleton<Rounds>().AddSingleton<SeriesStart>().AddSingleton<CalendarYears>().AddSingleton<CalendarProposals>().AddSingleton<Recomputation>().AddSingleton<RecomputationPreview>().AddSingleton<MigrationPlans>().AddSingleton<MigrationRun>().AddSingleton<MigrationPreview>().AddSingleton<OrganizationDirectory>().AddSingleton<Accounts>().AddSingleton<SubstituteArrangements>().AddSingleton<OpinionFiles>().AddSingleton<Phrases>();
        services.AddSingleton<FundPath>().AddSingleton<Innovation.Workflows.Funds.Ledger.LedgerWatch>().AddSingleton<Budgets>().AddSingleton<Innovation.Workflows.Funds.Providers.Providers>();
        services.AddSingleton<Schemes>().AddSingleton<VoucherApplications>().AddSingleton<Orders>().AddSingleton<Redemptions>().AddSingleton<Disputes>().AddSingleton<SpotChecks>().AddSingleton<OrderFiles>().AddSingleton<IDueWork, FundSweep>();
        services.AddSingleton<BankAccounts>().AddSingleton<Payments>().AddSingleton<PaymentReview>().AddSingleton<PayOrders>().AddSingleton<BankResults>().AddSingleton<Recoveries>();
        services.AddSingleton<Innovation.Workflows.Funds.Cities.Cities>().AddSingleton<RecognisedLists>().AddSingleton<ForeignOrders>().AddSingleton<Clearings>().AddSingleton<ClearingMoney>().AddSingleton<CityDesk>().AddSingleton<CityExchange>().AddSingleton<IFundWatcher, CityOutbox>();
        services.AddSingleton<Innovation.Workflows.Funds.Instruments.Instruments>().AddSingleton<Innovation.Workflows.Funds.Instruments.Bookings>();
        services.AddSingleton<ICityChannel, CityChannel>().AddSingleton<CityGate>().AddSingleton<Innovation.Web.Vouchers.FundLetters>().AddSingleton<Innovation.Web.PublicPages.PaperAnswer>().AddSingleton<ListPull>();
        services.AddSingleton<Innovation.Workflows.Programs.Drafts.ProgrammeDrafts>();
        services.AddSingleton<DemoAccounts>().AddSingleton<DemoFunds>().AddSingleton<DemoLoad>().AddTransient<DemoSeed>();
        // In the order in which the list shows them.
        services.AddSingleton<IToDoSource, Innovation.Workflows.Funds.Vouchers.VoucherToDos>().AddSingleton<IToDoSource, Innovation.Workflows.Funds.Payments.PaymentToDos>().AddSingleton<IToDoSource, Innovation.Workflows.Funds.Providers.ProviderToDos>()
            .AddSingleton<IToDoSource, RegistrationToDos>().AddSingleton<IToDoSource, ProposalToDos>();
        services.AddOpenApi("v1", o => o.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1);
        services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
            o.SerializerOptions.MaxDepth = 32;
        });
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = Api.BodyLimits.Json);

        services.AddDocuments(o =>
        {
            o.FontDirectory = Path.Combine(builder.Environment.ContentRootPath, "fonts");
            if (server.Chromium is { } path) o.ExecutablePath = path;
        });
        services.AddSingleton<IntegrityWatch>().AddHealth();
        services.AddSingleton<PdfOutbox>().AddSingleton<Anchors>().AddSingleton<TaskRunWorker>();
        services.AddOffice();
        services.AddMessaging(builder.Configuration);
        AddAccess(services, server);
        services.AddBehindProxy(server);
        services.AddSitePages();
        services.AddOfficePages();
        services.AddJobs();
    }

    private static void AddAccess(IServiceCollection services, ServerOptions server)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<IAuthorizationHandler, UserRequirementHandler>();
        services.AddAuthorization(Policies.Configure);
        services.AddMasterKey(server);
        services.AddIdentityCore<UserAccount>(o =>
        {
            o.Password.RequiredLength = 10;
            o.Password.RequireNonAlphanumeric = false;
            o.Password.RequireUppercase = false;
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            o.Lockout.AllowedForNewUsers = true;
            o.User.RequireUniqueEmail = false;
            o.User.AllowedUserNameCharacters = "";
        }).AddRoles<IdentityRole>().AddEntityFrameworkStores<WorkflowsDbContext>().AddSignInManager().AddDefaultTokenProviders().AddErrorDescriber<ChineseIdentityErrors>().AddPasswordValidator<CommonPasswords>();
        services.AddAuthentication(o =>
        {
            o.DefaultScheme = "either";
            o.DefaultChallengeScheme = IdentityConstants.ApplicationScheme;
            o.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
        })
        // A bearer token when one is sent, the cookie otherwise.
        .AddPolicyScheme("either", null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme)
        .AddBearerToken(IdentityConstants.BearerScheme, o => o.BearerTokenExpiration = TimeSpan.FromHours(8))
        .AddIdentityCookies();
        // Left to itself, each scheme would take the adjustable clock.
        services.AddOptions<Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenOptions>(IdentityConstants.BearerScheme).Configure<RealClock>((o, real) => o.TimeProvider = real.Source);
        foreach (var scheme in (string[])[IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorRememberMeScheme, IdentityConstants.TwoFactorUserIdScheme])
            services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(scheme).Configure<RealClock>((o, real) => o.TimeProvider = real.Source);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<RealClock>((o, real) => o.TimeProvider = real.Source);
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = "/login";
            o.AccessDeniedPath = "/error/403";
            o.Cookie.Name = "innovation";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = TimeSpan.FromHours(10);
            o.SlidingExpiration = true;
            o.Events.OnRedirectToLogin = c => Answer(c, StatusCodes.Status401Unauthorized);
            o.Events.OnRedirectToAccessDenied = c => Answer(c, StatusCodes.Status403Forbidden);
        });
    }

    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        var request = context.Request;
        // What a script asks for is answered plainly: a sign-in page in its place would look like a broken network.
        var script = request.Headers["Sec-Fetch-Mode"].ToString() is { Length: > 0 } mode && mode != "navigate";
        if (request.Path.StartsWithSegments("/api") || script || status == StatusCodes.Status403Forbidden) context.Response.StatusCode = status;
        else if (HttpMethods.IsPost(request.Method)) context.Response.Redirect($"{context.Options.LoginPath}{QueryString.Create("ReturnUrl", request.PathBase + request.Path + Without(request.Query, "handler"))}");
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>After the sign-in one comes back to the page, not to what was posted from it.</summary>
    private static string Without(IQueryCollection query, string name) =>
        QueryString.Create(query.Where(q => q.Key != name).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, (string?)value))).Value ?? "";
}
