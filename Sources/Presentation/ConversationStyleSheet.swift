/// What a page of conversations looks like, in light and dark and on paper.
enum ConversationStyleSheet {
  /// The digest of ``text``, as a policy names it.
  static let digest = "sha256-uYmc3nEKJQzrxm3XPEkYpl7VyBEazJKVErg0IF5iJGk="

  /// The style sheet as it stands between its tags.
  static let text = """

    :root {
      color-scheme: light dark;
      --text: #1c1e21;
      --page: #ffffff;
      --soft: #f4f5f7;
      --line: #d7dade;
      --faint: #5c636b;
      --link: #0b57b8;
      --mark: #fff3bf;
      --warning: #8a5300;
      --error: #b3261e;
      --comment: #59636e;
      --string: #1a6b33;
      --keyword: #8b2fa8;
      --literal: #0550ae;
    }

    @media (prefers-color-scheme: dark) {
      :root {
        --text: #e4e6e9;
        --page: #17191c;
        --soft: #22262b;
        --line: #3a4047;
        --faint: #9aa3ad;
        --link: #82b4ff;
        --mark: #4a4215;
        --warning: #f0b65a;
        --error: #ff8a80;
        --comment: #98a2ad;
        --string: #8fd19e;
        --keyword: #d9a3ee;
        --literal: #8ec1ff;
      }
    }

    body {
      margin: 0;
      background: var(--page);
      color: var(--text);
      font: 1rem/1.6 system-ui, sans-serif;
      overflow-wrap: anywhere;
      -webkit-text-size-adjust: 100%;
      text-size-adjust: 100%;
    }

    main {
      box-sizing: border-box;
      max-width: 44.5rem;
      margin: 0 auto;
      padding: 2rem 1.25rem 4rem;
    }

    a { color: var(--link); text-underline-offset: 0.15em; }
    h1 { margin: 0; font-size: 1.7rem; line-height: 1.25; text-wrap: balance; }
    h3, h4, h5, h6 { margin: 1.6em 0 0.5em; font-size: 1.1rem; line-height: 1.35; }
    h5, h6 { font-size: 1rem; }
    p, ul, ol, pre, blockquote, .table { margin: 0.8em 0; }
    ul, ol { padding-inline-start: 1.6em; }
    li, li > ul, li > ol { margin: 0.3em 0; }
    hr { margin: 2em 0; border: 0; border-top: 1px solid var(--line); }

    nav { margin-bottom: 3rem; }
    nav time, .about, .confidence, .feedback, summary { color: var(--faint); font-size: 0.875rem; }
    .about { margin: 0.4em 0; }
    .conversation + .conversation {
      margin-top: 4rem;
      border-top: 1px solid var(--line);
      padding-top: 3rem;
    }

    article { margin-top: 2.5rem; }
    h2 {
      margin: 0 0 0.6rem;
      border-inline-start: 0.25rem solid var(--link);
      border-radius: 0.25rem;
      padding: 0.6rem 0.9rem;
      background: var(--soft);
      font-size: 1rem;
      font-weight: 600;
      line-height: 1.5;
      white-space: pre-wrap;
    }

    .lines { white-space: pre-wrap; }
    blockquote {
      margin-inline: 0;
      border-inline-start: 0.2rem solid var(--line);
      padding-inline-start: 0.9rem;
      color: var(--faint);
    }

    code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; }
    code { border-radius: 0.25rem; padding: 0.1em 0.3em; background: var(--soft); font-size: 0.9em; }
    pre {
      overflow-x: auto;
      border: 1px solid var(--line);
      border-radius: 0.4rem;
      padding: 0.75rem 0.9rem;
      background: var(--soft);
      font-size: 0.875rem;
      line-height: 1.5;
      overflow-wrap: normal;
      tab-size: 4;
    }
    pre code { padding: 0; background: none; font-size: inherit; }
    .comment { color: var(--comment); font-style: italic; }
    .string, .added { color: var(--string); }
    .keyword { color: var(--keyword); }
    .literal, .type, .number { color: var(--literal); }
    .removed { color: var(--error); }

    .table { overflow-x: auto; overflow-wrap: normal; }
    table { border-collapse: collapse; font-size: 0.9375rem; }
    th, td { border: 1px solid var(--line); padding: 0.35rem 0.7rem; text-align: start; }
    th { background: var(--soft); }
    .left { text-align: left; }
    .center { text-align: center; }
    .right { text-align: right; }

    .citation { font-size: 0.85em; text-decoration: none; }
    .incomplete { color: var(--warning); font-style: italic; }
    .error { color: var(--error); }
    details { margin: 0.6em 0; }
    summary { cursor: pointer; }
    details > .lines, .tools > ul { margin-inline-start: 0.9rem; font-size: 0.9375rem; }
    .reasoning > .lines { color: var(--faint); }

    .sources, .follow-ups { font-size: 0.9375rem; }
    .sources h3, .follow-ups h3 {
      margin: 1.2em 0 0.3em;
      color: var(--faint);
      font-size: 0.8125rem;
      letter-spacing: 0.04em;
      text-transform: uppercase;
    }
    .sources ol, .follow-ups ol { margin-top: 0; }
    .sources li:target { border-radius: 0.25rem; background: var(--mark); }
    .url { font-size: 0.875em; }
    .url, .url a { color: var(--faint); }
    .sources blockquote { margin: 0.4em 0; }

    @media print {
      :root { --text: #000000; --page: #ffffff; --soft: #ffffff; --faint: #444444; --link: #000000; }
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      nav { display: none; }
      pre, .table { overflow: visible; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      pre, li, tr { break-inside: avoid; }
      h2, h3, h4, h5, h6 { break-after: avoid; }
      .conversation + .conversation { break-before: page; border: 0; padding: 0; }
      .answer a[rel]::after { content: " (" attr(href) ")"; color: var(--faint); font-size: 0.85em; }
    }

    """
}
