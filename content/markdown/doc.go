// Package markdown owns the way from an author's Markdown to HTML that may be
// put on a page: goldmark with the course's fences, callouts and questions.
//
// It imports course, trace and content/estimate, and may be imported by the rooms that load
// Markdown (content, labs). It reads no files. Its input is not trusted:
// instructors' Markdown may hold any HTML, so what goldmark renders passes a
// sanitiser with a short list of allowed tags, and only then are the course's
// own parts (highlighted code, diagrams, forms to run an example) put in their
// places. An author can therefore neither lose them nor forge them.
//
// # The HTML it makes
//
//	<h2 id="skew">Skew <a class="anchor" href="#skew" aria-label="Link to “Skew”">#</a></h2>
//	<aside class="callout callout-note" role="note"><p class="callout-title">Note</p>…</aside>
//	<div class="table" tabindex="0" role="group" aria-label="Table"><table>…</table></div>
//	<pre class="chroma" tabindex="0"><code class="language-go">…</code></pre>
//	<figure class="figure figure-trace"><svg class="trace" …/><figcaption>…</figcaption>
//	  <details><summary>The same as text</summary><pre>…</pre></details></figure>
//	<figure class="figure figure-goat"><svg class="goat" …/></figure>
//	<figure class="figure calculator" data-calculator>…</figure>
//	<figure class="example" data-example="run-1"><form class="example-form" method="post" action="/run">
//	  <pre class="chroma" …>…</pre><textarea name="source" hidden …>…</textarea>
//	  <button class="example-run" type="submit">Run</button></form>
//	  <div class="example-output"><p class="example-title">Prints</p><pre><samp>…</samp></pre></div></figure>
//	<div class="footnotes" role="doc-endnotes">…</div>
package markdown
